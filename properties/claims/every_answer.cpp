#include "properties/claims/claims.hpp"
#include "properties/claims/examples.hpp"

namespace socketcheck::properties {

Property every_answer_is_one_the_model_allows() {
  Property property;
  property.name = "EveryAnswerIsOneTheModelAllows";
  property.sentence = "every answer is one the model allows";
  property.source = "RFC 9293 3.10; POSIX.1-2017 XSH 2.10";
  property.profile.weights = balanced_weights();
  property.profile.longest = 60;
  property.profile.other_flags = 0.03;
  property.profile.send_sizes = {1, 1, 2, 3, 5, 10, 100, 1000, 1460, 5000, 20000};
  property.profile.recv_sizes = {1, 1, 2, 3, 5, 10, 100, 1000, 5000, 65536};
  property.examples = examples_of_every_rule;
  return property;
}

}  // namespace socketcheck::properties
