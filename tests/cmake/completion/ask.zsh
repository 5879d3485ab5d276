# ask.zsh SCRIPT LINE...: what zsh makes of the end of each line, in a terminal of its own (zpty).

zmodload zsh/zpty
script=$1
shift

# The inner shell prints what compadd accepts.
inner='PROMPT=; autoload -Uz compinit; compinit -D -u; source $SCRIPT
compadd() {
  local -a matched
  builtin compadd -O matched "$@"
  (( ${#matched} )) && print -rl -- "MATCH $IPREFIX"$^matched
  builtin compadd "$@"
}
zle -C listing list-choices _listing
_listing() { _main_complete; print -r -- DONE }
bindkey "^I" listing
print -r -- READY'

zpty terminal "SCRIPT=${(q)script} zsh -f -i"
zpty -w terminal $inner
zpty -r terminal output '*READY*READY*'

for line in "$@"; do
  zpty -w -n terminal $'\C-U'"$line"$'\t'
  output= part=
  while [[ $output != *DONE* ]]; do zpty -r terminal part || break; output+=$part; done
  found=("${(@M)${(@f)${output//$'\r'/}}:#*MATCH *}")
  found=("${(@)found##*MATCH }")
  found=("${(@ou)found}")
  print -r -- "$line ->${found:+ $found}"
done
zpty -d terminal
