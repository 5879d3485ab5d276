# ask.bash SCRIPT LINE...: what bash makes of the end of each line. Words are cut as readline cuts them.

source "$1"
shift
compopt() { :; }  # there is no line to set options of

for line in "$@"; do
  COMP_WORDS=()
  for word in $line; do
    while [[ $word == *[=:]* ]]; do
      before=${word%%[=:]*}
      [[ -n $before ]] && COMP_WORDS+=("$before")
      word=${word#"$before"}
      COMP_WORDS+=("${word:0:1}")
      word=${word:1}
    done
    [[ -n $word ]] && COMP_WORDS+=("$word")
  done
  [[ $line == *" " ]] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  last=${COMP_WORDS[COMP_CWORD]}
  [[ $last == [=:] ]] && last=
  full=${line##* }
  before=${full:0:${#full} - ${#last}}
  COMPREPLY=()
  "$(complete -p "${COMP_WORDS[0]##*/}" | sed 's/.*-F \([^ ]*\).*/\1/')"
  found=
  ((${#COMPREPLY[@]})) && found=$(printf ' %s\n' "${COMPREPLY[@]/#/$before}" | LC_ALL=C sort -u | tr -d '\n')
  echo "$line ->$found"
done
