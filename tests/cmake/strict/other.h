#pragma once

#include <cstddef>

std::size_t count_again();
