# What the libraries offer to a linker, for the tests that compare it with tests/golden/exports.

# list_exports(<out> <file> INCLUDE|EXCLUDE): functions and data of an archive or a shared library, each on a line: either
# the internal ones or the others. What a compiler may leave out, such as inline functions, is not listed; nor is the
# version, which tests of its own look at.
function(list_exports out file internal)
  set(dynamic "")
  if(file MATCHES "[.]so$")
    set(dynamic --dyn-syms)
  endif()
  run(table readelf -sW -C ${dynamic} "${file}")
  string(REGEX MATCHALL "(FUNC|OBJECT) +GLOBAL DEFAULT +[0-9]+ [^\n;]*" lines "${table}")
  list(TRANSFORM lines REPLACE "^[A-Z]+ +GLOBAL DEFAULT +[0-9]+ " "")
  list(TRANSFORM lines REPLACE "@.*" "")
  list(TRANSFORM lines REPLACE "v[0-9]+_[0-9]+_format_[0-9]+::" "")
  list(FILTER lines ${internal} REGEX "^migrate::core::")
  list(SORT lines)
  list(REMOVE_DUPLICATES lines)
  list(JOIN lines "\n" text)
  set(${out} "${text}\n" PARENT_SCOPE)
endfunction()
