#pragma once

// What the pages of docs/ take for granted when they show a few lines of C++.

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>

#include "device/revisions.h"
#include "inventory/chain.h"
#include "inventory/revisions.h"
#include "migrate/line_log.h"
#include "migrate/migrator.h"
#include "migrate/observer.h"
#include "migrate/script.h"
#include "migrate/sqlite.h"

#define FIRMWARE_VERSION "2"

extern migrate::Connection& connection;
extern std::atomic<bool> interrupted;
inline const migrate::Chain& chain = inventory::revisions();

int serve(SQLite::Database& db);
int run(SQLite::Database& db);
int wait_for_the_job();
void report_healthy();
int count_runs(const std::string& database);
