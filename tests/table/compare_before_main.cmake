# cmake -DLONG=program -DSHORT=program -DOBJECT=object -DREADELF=readelf -P compare_before_main.cmake
#
# A program with a long chain allocates no more before main than one with a short chain (the C++ library itself
# takes a block), and the long chain's object has nothing that runs then.

foreach(program LONG SHORT)
  execute_process(COMMAND ${${program}} OUTPUT_VARIABLE ${program}_said RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${program}: exit ${code}: ${${program}_said}")
  endif()
endforeach()
if(NOT LONG_said STREQUAL SHORT_said)
  message(FATAL_ERROR "long chain: ${LONG_said}short chain: ${SHORT_said}")
endif()

execute_process(COMMAND ${READELF} -SW ${OBJECT} OUTPUT_VARIABLE sections COMMAND_ERROR_IS_FATAL ANY)
if(NOT sections MATCHES "\\.rodata" OR sections MATCHES "\\.init_array|\\.ctors|\\.bss +NOBITS +[0-9a-f]+ [0-9a-f]+ 0*[1-9a-f]")
  message(FATAL_ERROR "the table is not constant:\n${sections}")
endif()
message(STATUS "${LONG_said}")
