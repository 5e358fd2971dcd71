// The rules about datagrams, as books of their own: what a stack of UDP is checked against.
#pragma once

#include <string_view>

#include "model/rules/book.hpp"

namespace socketcheck::model::datagrams {

// As model::flavour() and model::flavour_for(). nullptr: there is no such flavour.
const Book* flavour(std::string_view name);
const Book* flavour_for(std::string_view name, std::string_view own);

}  // namespace socketcheck::model::datagrams
