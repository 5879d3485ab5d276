# What shells and man(1) read of migc. The installed migc prints it, so it always fits.

set(shell_files_dir ${Migrate_BINARY_DIR}/shell-files)

# install_what_migc_prints(<folder> <file> ARGUMENT...)
function(install_what_migc_prints folder file)
  add_custom_command(OUTPUT ${shell_files_dir}/${file}
    COMMAND migc ${ARGN} > ${shell_files_dir}/${file}
    DEPENDS migc COMMENT "Writing ${file}" VERBATIM)
  set_property(GLOBAL APPEND PROPERTY _MIGRATE_SHELL_FILES ${shell_files_dir}/${file})
  install(FILES ${shell_files_dir}/${file} DESTINATION ${folder} COMPONENT Migrate_migc)
endfunction()

file(MAKE_DIRECTORY ${shell_files_dir}/bash)
install_what_migc_prints(${CMAKE_INSTALL_DATADIR}/bash-completion/completions bash/migc completion bash)
install_what_migc_prints(${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d migc.fish completion fish)
install_what_migc_prints(${CMAKE_INSTALL_DATADIR}/zsh/site-functions _migc completion zsh)
install_what_migc_prints(${CMAKE_INSTALL_MANDIR}/man1 migc.1 __man)

get_property(shell_files GLOBAL PROPERTY _MIGRATE_SHELL_FILES)
add_custom_target(migrate_shell_files ALL DEPENDS ${shell_files})
