#pragma once

// How new revision files are named: the key `file_template` of migrate.yaml, text with tokens in braces.
//
//     {year}{month}{day}_{id}_{slug}    ->    20261120_cb3cf47d9259_add_error_count

#include <string>
#include <string_view>

#include "migc/authoring/creation_time.h"

namespace migrate::migc {

// What the tokens {id}, {slug} and those of the time stand for.
struct FileNameParts {
  std::string id;
  std::string slug;
  CreationTime time;
};

// The name without its ending. Throws migrate::Error (bad_input) when the template has an unknown token or
// makes a name that no revision file may have.
[[nodiscard]] std::string expand_file_template(std::string_view file_template, const FileNameParts& parts);

}  // namespace migrate::migc
