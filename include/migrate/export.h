#pragma once

// What every public declaration stands in and is marked with.
//
//     namespace migrate {
//     inline namespace MIGRATE_FORMAT {
//     MIGRATE_API Report upgrade(...);
//
// Headers, the library and generated code have to agree on the structures in migrate/table.h and on the
// layout of every public class. The namespace puts the format's number into the name of each symbol, so that
// parts of different versions do not link. Programs write `migrate::upgrade`, without the format.

// Raised with every change to those structures and layouts. Generated code asserts it at compile time.
#define MIGRATE_FORMAT_NUMBER 7

#define MIGRATE_FORMAT MIGRATE_FORMAT_NAME(MIGRATE_FORMAT_NUMBER)
#define MIGRATE_FORMAT_NAME(number) MIGRATE_FORMAT_NAME_OF(number)
#define MIGRATE_FORMAT_NAME_OF(number) format_##number

// The library is static. In a program's shared library its public symbols, and no others, are visible; on
// Windows nothing is exported, unless it is built as a DLL of its own: MIGRATE_BUILDS_DLL while it is
// compiled, MIGRATE_USES_DLL in its users.
#if !defined(_WIN32)
#define MIGRATE_API __attribute__((visibility("default")))
#elif defined(MIGRATE_BUILDS_DLL)
#define MIGRATE_API __declspec(dllexport)
#elif defined(MIGRATE_USES_DLL)
#define MIGRATE_API __declspec(dllimport)
#else
#define MIGRATE_API
#endif
