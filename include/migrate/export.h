#pragma once

// What every public declaration stands in and is marked with.
//
//     namespace migrate {
//     inline namespace MIGRATE_FORMAT {
//     MIGRATE_API Report upgrade(...);
//
// Headers, the library and generated code have to agree on the structures in migrate/table.h and on the
// layout of every public class. The namespace puts the version and the format's number into the name of each
// symbol, so that parts of different versions do not link, and the linker names what it misses:
// `migrate::v0_1_format_8::upgrade` is a function of version 0.1. Programs write `migrate::upgrade`. They
// need not be compiled again for another patch version; before 1.0, a minor version may change everything.

// The major and minor number of migrate::library_version.
#define MIGRATE_ABI_VERSION v0_1

// Raised with every change to those structures and layouts. Generated code asserts it at compile time.
#define MIGRATE_FORMAT_NUMBER 8

#define MIGRATE_FORMAT MIGRATE_FORMAT_NAME(MIGRATE_ABI_VERSION, MIGRATE_FORMAT_NUMBER)
#define MIGRATE_FORMAT_NAME(version, number) MIGRATE_FORMAT_NAME_OF(version, number)
#define MIGRATE_FORMAT_NAME_OF(version, number) version##_format_##number

// In a program's shared library, the public symbols of the archives that it links, and no others, are
// visible. On Windows nothing is exported, unless the libraries are DLLs. MIGRATE_SHARED is for shared
// libraries and their users, MIGRATE_BUILDS_RUNTIME and so on for the one that is compiled; CMake and
// pkg-config define them.
#if !defined(_WIN32)
#define MIGRATE_EXPORT __attribute__((visibility("default")))
#define MIGRATE_IMPORT __attribute__((visibility("default")))
#elif defined(MIGRATE_SHARED)
#define MIGRATE_EXPORT __declspec(dllexport)
#define MIGRATE_IMPORT __declspec(dllimport)
#else
#define MIGRATE_EXPORT
#define MIGRATE_IMPORT
#endif

#if defined(MIGRATE_BUILDS_RUNTIME)
#define MIGRATE_API MIGRATE_EXPORT
#else
#define MIGRATE_API MIGRATE_IMPORT
#endif

#if defined(MIGRATE_BUILDS_SQLITE)
#define MIGRATE_SQLITE_API MIGRATE_EXPORT
#else
#define MIGRATE_SQLITE_API MIGRATE_IMPORT
#endif

#if defined(MIGRATE_BUILDS_POSTGRES)
#define MIGRATE_POSTGRES_API MIGRATE_EXPORT
#else
#define MIGRATE_POSTGRES_API MIGRATE_IMPORT
#endif

#if defined(MIGRATE_BUILDS_CLI)
#define MIGRATE_CLI_API MIGRATE_EXPORT
#else
#define MIGRATE_CLI_API MIGRATE_IMPORT
#endif

// What shared libraries of ours call of each other. Not for programs: it is in no public header and may
// change in every version, so the libraries are installed and replaced together.
#if defined(MIGRATE_SHARED)
#define MIGRATE_INTERNAL_API MIGRATE_API
#else
#define MIGRATE_INTERNAL_API
#endif
