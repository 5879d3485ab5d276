#pragma once

// Lets an allocation of this program fail: of C++ and of the C libraries alike, because both come from
// malloc(), which failing_allocations.cpp replaces. For glibc, without sanitizers, and for programs with one
// thread.

namespace migrate::testing {

enum class Failing { once, from_then_on };

// Counted from 1; 0 lets none fail and only counts.
void fail_allocation(long number, Failing failing);
// Nothing fails from now on. The allocations since fail_allocation().
long stop_failing();
// Blocks that are allocated and not freed.
long allocated_blocks();

}  // namespace migrate::testing
