#include "migc/proof/followed_database.h"

#include <algorithm>

#include "migc/proof/enforce_keys.h"
#include "migc/proof/fixture_runs.h"

namespace migrate::migc {

void FollowedDatabase::go_before(RevisionIndex i, const ChainCourse& course) {
  follow(course, i);
  if (i > 0) run_fixture_of(i - 1, course[i - 1]);
}

void FollowedDatabase::go_after(RevisionIndex i, const ChainCourse& course) {
  follow(course, i + 1);
}

void FollowedDatabase::begin(RevisionIndex most) {
  database_ = context_.engine.make_database();
  // What is remembered has no rows of fixtures.
  if (context_.options.fixtures.empty()) place_ = context_.memory.restore(database_, ProofTrack::plain, most);
}

void FollowedDatabase::follow(const ChainCourse& course, RevisionIndex size) {
  if (!database_) begin(size);
  for (; place_.size < size; ++place_.size) {
    if (place_.size > 0) run_fixture_of(place_.size - 1, course[place_.size - 1]);
    if (!course[place_.size].stopped_by) upgrade(place_.size, course[place_.size]);
  }
}

void FollowedDatabase::upgrade(RevisionIndex i, const RevisionCourse& course) {
  if (course.fails_on_keys) enforce_keys(*database_, false);
  context_.runner.advance(*database_, place_.rows, context_.chain[i].id());
  if (course.fails_on_keys) enforce_keys(*database_, true);
}

// Only once, and before the next upgrade.
void FollowedDatabase::run_fixture_of(RevisionIndex i, const RevisionCourse& course) {
  const Fixture* fixture = i < fixtures_ ? nullptr : find_fixture(context_.options.fixtures, i);
  fixtures_ = std::max(fixtures_, i + 1);
  if (fixture != nullptr && !course.stopped_by && !course.fixture_fails)
    (void)run_fixture(*database_, *fixture, context_.engine);
}

}  // namespace migrate::migc
