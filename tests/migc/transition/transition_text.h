#pragma once

// A transition as the tests compare it: its statements, and after them all else.

#include <string>

#include "migc/transition/transition.h"

namespace migrate::testing {

inline std::string text_of(const migc::Transition& transition) {
  std::string text;
  for (const std::string& statement : transition.statements) text += statement + ";\n";
  for (const std::string& loss : transition.losses) text += "-- loses: " + loss + '\n';
  for (const migc::RequiredValue& value : transition.required_values)
    text += "-- requires: " + value.table + '.' + value.column + ' ' + value.type + '\n';
  for (const migc::Obstacle& obstacle : transition.obstacles) text += "-- refused: " + obstacle.reason + '\n';
  return text;
}

}  // namespace migrate::testing
