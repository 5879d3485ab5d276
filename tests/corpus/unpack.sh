#!/bin/sh
# Unpacks cases of the corpus, which are one file each; README.md describes them.
#
#     unpack.sh DIRECTORY CASE.txt...
#
# writes the folder DIRECTORY/KIND/NAME for each case KIND/NAME.txt.
set -eu

root=$1
shift
for case in "$@"; do
  kind=${case%/*}
  kind=${kind##*/}
  name=${case##*/}
  folder=$root/$kind/${name%.txt}
  mkdir -p "$folder"
  # "=== FILE [no-newline|escaped]" begins a file; what comes before the first is a comment.
  LC_ALL=C awk -v "folder=$folder" '
    function finish() {
      if (file == "") return
      if (kind == "no-newline") sub(/\n$/, "", text)
      path = folder "/" file (kind == "escaped" ? ".escaped" : "")
      printf "%s", text > path
      close(path)
    }
    /^=== / {
      finish()
      kind = $NF == "escaped" || $NF == "no-newline" ? $NF : ""
      file = substr($0, 5)
      if (kind != "") file = substr(file, 1, length(file) - length(kind) - 1)
      parent = folder "/" file
      sub(/\/[^\/]*$/, "", parent)
      if (system("mkdir -p \"" parent "\"") != 0) exit 1
      text = ""
      next
    }
    { text = text $0 "\n" }
    END { finish() }' "$case"
  # An escaped text is one for printf, without its line ends.
  find "$folder" -name '*.escaped' | while read -r file; do
    printf -- "$(tr -d '\n' < "$file" | sed 's/%/%%/g')" > "${file%.escaped}"
    rm "$file"
  done
done
