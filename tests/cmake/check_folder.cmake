# cmake -D MIGRATE_SOURCE=... -D FOLDER=... -D SHOWN=... -P check_folder.cmake: checks one migrations folder.
cmake_minimum_required(VERSION 3.22...3.31)
include("${MIGRATE_SOURCE}/cmake/MigrateFolder.cmake")
_migrate_check_folder(checked "${FOLDER}" "${SHOWN}")
