// The rules about datagrams, as books of their own: what a stack of UDP is checked against.
#pragma once

#include "model/rules/make_books.hpp"

namespace socketcheck::model::datagrams {

const Books& books();

}  // namespace socketcheck::model::datagrams
