#!/bin/sh
# Makes the folders of the corpus that hold what version control does not carry well; see README.md.
#
#     make_special.sh DIRECTORY
#
# writes DIRECTORY/good, DIRECTORY/bad and DIRECTORY/migc-only.
set -eu

root=$1

# folder KIND/NAME: starts a migrations folder with the revision "a".
folder() {
  here=$root/$1
  versions=$here/versions
  mkdir -p "$versions"
  header a none > "$versions/a.sql"
}

# header ID PARENT
header() {
  printf -- '-- revision: %s\n-- down_revision: %s\n\n' "$1" "$2"
}

# expect LINE...: what is reported of the folder that was started last.
expect() {
  printf '%s\n' "$@" > "$here/expected.txt"
}

file_name='file name: use letters, digits and _ . + - only, and end in .sql, .yaml or .yml'
not_regular='is empty or not a regular file'
link='is a symbolic link; put the file itself here'

# text ID KEY VALUE: a revision with that line, in which printf reads the escapes.
text() {
  printf -- '-- revision: %s\n-- down_revision: a\n-- %s: %b\n\n' "$1" "$2" "$3" > "$versions/$1.sql"
}

control='has a control character; leave it out'

folder bad/control-characters
text b message 'plain\033[31mred'
text c message 'bell \007'
text d message '\0302\0233C1'
text e message 'next\0302\0205line'
text f irreversible 'turned \0342\0200\0256round'
text g lossy 'isolated \0342\0201\0246x'
text h message 'string \0330\0234'
text i message 'separated \0342\0200\0250lines'
text j message 'deleted\0177'
text k message 'form\014feed'
text l message '\0342\0200\0217mark'
printf 'revision: m\ndown_revision: a\nmessage: \033c\n\nupgrade: []\n' > "$versions/m.yaml"
printf 'allow_multiple_heads: true\n' > "$here/migrate.yaml"
expect "D/versions/b.sql:3: error: key \"message\" $control" \
  "D/versions/c.sql:3: error: key \"message\" $control" \
  "D/versions/d.sql:3: error: key \"message\" $control" \
  "D/versions/e.sql:3: error: key \"message\" $control" \
  "D/versions/f.sql:3: error: key \"irreversible\" $control" \
  "D/versions/g.sql:3: error: key \"lossy\" $control" \
  "D/versions/h.sql:3: error: key \"message\" $control" \
  "D/versions/i.sql:3: error: key \"message\" $control" \
  "D/versions/j.sql:3: error: key \"message\" $control" \
  "D/versions/k.sql:3: error: key \"message\" $control" \
  "D/versions/l.sql:3: error: key \"message\" $control" \
  "D/versions/m.yaml:3: error: key \"message\" $control"

folder good/text-of-all-languages
text b message 'tab\there, \0302\0260 \0342\0200\0223 \0342\0200\0246 \0342\0200\0215 \0342\0201\0240 \0330\0247 \0360\0237\0230\0200'
text c irreversible '\0302\0240 \0303\0237 \0342\0202\0254'
printf 'allow_multiple_heads: true\n' > "$here/migrate.yaml"
printf '' > "$here/expected.txt"

folder bad/twelve-heads
for id in b c d e f g h i j k l m; do header $id a > "$versions/$id.sql"; done
expect 'D/versions/b.sql:1: error: several heads: b, c, d, e, f, g, h, i, j, k and 2 more'

folder bad/eleven-bases
for id in b c d e f g h i j k; do header $id none > "$versions/$id.sql"; done
expect 'D/versions/a.sql:1: error: several bases: a, b, c, d, e, f, g, h, i, j and 1 more' \
  'D/versions/a.sql:1: error: several heads: a, b, c, d, e, f, g, h, i, j and 1 more'

# Kinds of files

folder bad/symbolic-links
header b a > "$here/b.sql"
ln -s ../b.sql "$versions/b.sql"
ln -s nowhere "$versions/c.sql"
ln -s . "$versions/d.sql"
expect "D/versions/b.sql: error: $link" "D/versions/c.sql: error: $link" "D/versions/d.sql: error: $link"

folder bad/directory-named-like-a-revision
mkdir "$versions/b.sql"
expect 'D/versions/b.sql: error: is a directory'

folder bad/fifo
mkfifo "$versions/b.sql"
expect "D/versions/b.sql: error: $not_regular"

folder bad/empty-file
: > "$versions/b.sql"
expect "D/versions/b.sql: error: $not_regular"

folder bad/one-byte-over-8-mib
{ header b a; head -c 8388609 /dev/zero | tr '\0' '\n'; } | head -c 8388609 > "$versions/b.sql"
expect 'D/versions/b.sql: error: has 8388609 bytes; a revision may have 8388608 at most'

folder good/exactly-8-mib
{ header b a; head -c 8388608 /dev/zero | tr '\0' '\n'; } | head -c 8388608 > "$versions/b.sql"

folder good/ignored-kinds-of-files
mkfifo "$versions/notes.txt" "$versions/.b.sql"
mkdir "$versions/old"
ln -s nowhere "$versions/b.sql~"

folder good/versions-is-a-symbolic-link
mv "$versions" "$here/elsewhere"
ln -s elsewhere "$versions"

# Names

folder bad/names-with-other-characters
for name in 'b c' 'd;e' 'f[1]' '$g' 'h@i' 'j\k' 'l"m' 'é'; do
  header x a > "$versions/$name.sql"
done
expect "D/versions/\$g.sql: error: $file_name" "D/versions/b c.sql: error: $file_name" \
  "D/versions/d;e.sql: error: $file_name" "D/versions/f[1].sql: error: $file_name" \
  "D/versions/h@i.sql: error: $file_name" "D/versions/j\\k.sql: error: $file_name" \
  "D/versions/l\"m.sql: error: $file_name" "D/versions/é.sql: error: $file_name"

folder bad/name-is-judged-before-the-file
mkfifo "$versions/b.SQL"
mkdir "$versions/c d.sql"
expect "D/versions/b.SQL: error: $file_name" "D/versions/c d.sql: error: $file_name"

# Folders

folder bad/versions-missing
rm -r "$versions"
expect 'D/versions: error: this folder does not exist'

folder bad/versions-empty
rm "$versions/a.sql"
expect 'D/versions: error: no revision files here (*.sql, *.yaml, *.yml)'

folder good/settings-empty
: > "$here/migrate.yaml"

folder bad/lock-empty
: > "$here/migrate.lock"
expect 'D/migrate.lock:1: error: expected "migrate.lock 1"'

# Bytes

folder bad/nul-in-the-header
printf -- '-- revision: b\n-- down_revision: a\n-- message: x\000y\n\n' > "$versions/b.sql"
expect 'D/versions/b.sql:3: error: NUL byte at offset 48'

folder bad/nul-in-the-body
{ header b a; printf 'SELECT 1;\n\000'; } > "$versions/b.sql"
expect 'D/versions/b.sql:5: error: NUL byte at offset 46'

folder bad/nul-at-the-beginning
{ printf '\000'; header b a; } > "$versions/b.sql"
expect 'D/versions/b.sql:1: error: NUL byte at offset 0'

folder bad/nul-before-all-else
printf -- '-- revision: b\r-- down_revision: a\n\000' > "$versions/b.sql"
expect 'D/versions/b.sql:2: error: NUL byte at offset 35'

folder bad/carriage-return-in-the-header
printf -- '-- revision: b\r\n-- down_revision: a\r\n-- message: x\ry\n\n' > "$versions/b.sql"
printf -- '-- revision: c\r-- down_revision: a\r\rSELECT 1;\r' > "$versions/c.sql"
printf -- '-- revision: d\r\r\n-- down_revision: a\n\n' > "$versions/d.sql"
expect 'D/versions/b.sql:3: error: carriage return without line feed at offset 50' \
  'D/versions/c.sql:1: error: carriage return without line feed at offset 14' \
  'D/versions/d.sql:1: error: carriage return without line feed at offset 14'

folder migc-only/nul-after-8192-bytes
{ header b a; head -c 9000 /dev/zero | tr '\0' '\n'; printf '\000'; } > "$versions/b.sql"
header c b > "$versions/c.sql"
expect 'D/versions/b.sql:9004: error: NUL byte at offset 9036'

folder migc-only/carriage-return-in-the-body
{ header b a; printf 'SELECT 1;\r\nSELECT\r2;\n'; } > "$versions/b.sql"
header c b > "$versions/c.sql"
expect 'D/versions/b.sql:5: error: carriage return without line feed at offset 53'

folder migc-only/settings-and-lock-are-no-files
mkdir "$here/migrate.yaml"
mkfifo "$here/migrate.lock"
expect "D/migrate.lock: error: $not_regular" 'D/migrate.yaml: error: is a directory'
