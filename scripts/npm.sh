# Fetches packages of the npm registry for the jobs, which source this file after packages.sh: some carry what Debian does
# not have, such as the sources of other versions of SQLite.

# npm_package NAME@VERSION FOLDER: unpacks it there, once. Fails where it cannot be had.
npm_package() {
  local folder=$2 archive
  if [[ -f $folder/package.json ]]; then return; fi
  command -v npm >/dev/null || install_packages npm || return 1
  mkdir -p "$folder"
  archive=$(cd "$folder" && npm pack --silent "$1" 2>/dev/null | tail -n 1) && [[ -n $archive ]] || return 1
  tar -xzf "$folder/$archive" -C "$folder" --strip-components=1 && rm "$folder/$archive"
}
