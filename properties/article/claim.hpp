// A claim of the article, and the verdict that a run comes to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace socketcheck::properties::article {

class Scene;

enum class Ruling : unsigned char { holds, holds_if, does_not_hold, not_tested };
std::string_view show(Ruling ruling);

struct Verdict {
  Ruling ruling = Ruling::not_tested;
  std::string why;                    // the condition, the reason against it, or why it was not tested
  std::vector<std::string> evidence;  // the calls that decided it, with what they answered
};

inline Verdict holds(std::string why = {}) { return {Ruling::holds, std::move(why), {}}; }
inline Verdict holds_if(std::string condition) { return {Ruling::holds_if, std::move(condition), {}}; }
inline Verdict does_not_hold(std::string why) { return {Ruling::does_not_hold, std::move(why), {}}; }
inline Verdict not_tested(std::string why) { return {Ruling::not_tested, std::move(why), {}}; }

struct Claim {
  int number = 0;
  std::string_view sentence;
  Verdict (*decide)(Scene&) = nullptr;
  std::string_view program = {};  // shows the same through `socketcheck replay`; may be empty
};

// In the order of the article; one file each.
const std::vector<Claim>& all_claims();

}  // namespace socketcheck::properties::article
