#include "cli/completion_script.h"

#include <algorithm>
#include <cctype>

namespace migrate::cli {

namespace {

// In all scripts, @PROGRAM@ is the program, @NAME@ the same as part of a function's name, and @WORD@ the word
// that its commands follow. Lines that end with #@WORD@ are those of a program that has such a word.

// bash cuts a word at = and :, and replaces the last piece only.
constexpr std::string_view bash_script =
    R"sh(# bash completion of @PROGRAM@; "@PROGRAM@ completion bash" prints it

_complete_@NAME@() {
  local part word=${COMP_WORDS[COMP_CWORD]} typed=() joins= last=-1 i
  for ((i = 1; i <= COMP_CWORD; i++)); do
    part=${COMP_WORDS[i]//[\"\'\\]/}
    [[ $part == "~/"* ]] && part=$HOME/${part:2}
    if ((last >= 0)) && [[ -n $joins || $part == [=:]* ]]; then
      typed[last]+=$part
    else
      typed[++last]=$part
    fi
    joins=
    [[ $part == *[=:] ]] && joins=1
  done
  [[ $word == [=:]* ]] && word=
  word=${word//[\"\'\\]/}
  COMPREPLY=()
  if ((last == 0)); then compopt -o default; COMPREPLY=($(compgen -W @WORD@ -- "$word")); return; fi #@WORD@
  if [[ ${typed[0]} != @WORD@ ]]; then compopt -o default; return; fi #@WORD@
  local kind= offer offers=()
  {
    IFS= read -r kind
    while IFS= read -r offer; do offers+=("${offer%%$'\t'*}"); done
  } < <("${COMP_WORDS[0]/#\~\//$HOME/}" @QUESTION@ 2>/dev/null)
  case $kind in
    files | folders)
      compopt -o filenames 2>/dev/null
      local action=file
      [[ $kind == folders ]] && action=directory
      while IFS= read -r offer; do COMPREPLY+=("$offer"); done < <(compgen -A $action -- "$word")
      ;;
    words)
      for offer in "${offers[@]}"; do COMPREPLY+=("${offer:${#typed[last]} - ${#word}}"); done
      ;;
  esac
}

complete -F _complete_@NAME@ @PROGRAM@
)sh";

constexpr std::string_view zsh_script = R"sh(#compdef @PROGRAM@
# zsh completion of @PROGRAM@; "@PROGRAM@ completion zsh" prints it

_@NAME@() {
  local -a typed lines values shown
  local line
  typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
  if (( CURRENT == 2 )); then compadd @WORD@; _files; return; fi #@WORD@
  if [[ $typed[1] != @WORD@ ]]; then _files; return; fi #@WORD@
  lines=("${(@f)$("${(Q)${~words[1]}}" @QUESTION@ 2>/dev/null)}")
  case $lines[1] in
    files | folders)
      [[ $PREFIX == -*=* ]] && compset -P 1 '*='
      if [[ $lines[1] == folders ]]; then _files -/; else _files; fi
      ;;
    words)
      for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
      done
      compadd -l -d shown -a values
      ;;
  esac
}

if [[ $funcstack[1] == _@NAME@ ]]; then _@NAME@ "$@"; else compdef _@NAME@ @PROGRAM@; fi
)sh";

constexpr std::string_view fish_script =
    R"sh(# fish completion of @PROGRAM@; "@PROGRAM@ completion fish" prints it

function __complete_@NAME@
    set -l typed (commandline -opc)
    set -l current (string unescape -- (commandline -ct))
    set -l program (string replace -r '^~/' "$HOME/" -- $typed[1])
    set -e typed[1]
    if not set -q typed[1]; echo @WORD@; __fish_complete_path "$current"; return; end #@WORD@
    if test $typed[1] != @WORD@; __fish_complete_path "$current"; return; end #@WORD@
    set -l lines ($program @QUESTION@ 2>/dev/null)
    set -q lines[1]; or return
    set -l before (string match -r -- '^-[^=]*=' "$current")
    set -l value (string replace -r -- '^-[^=]*=' '' "$current")
    switch $lines[1]
        case files
            __fish_complete_path "$value" | string replace -r -- '^' "$before"
        case folders
            __fish_complete_directories "$value" '' | string replace -r -- '^' "$before"
        case words
            set -e lines[1]
            set -q lines[1]; and printf '%s\n' $lines
    end
end

complete -c @PROGRAM@ -f -a '(__complete_@NAME@)'
)sh";

// Followed by the words of the line. In a program that has a word, the question follows the word.
constexpr std::string_view bash_question = R"(__complete "${typed[@]}")";
constexpr std::string_view bash_question_after_word = R"(@WORD@ __complete "${typed[@]:1}")";
constexpr std::string_view zsh_question = R"(__complete "$typed[@]")";
constexpr std::string_view zsh_question_after_word = R"(@WORD@ __complete "${(@)typed[2,-1]}")";
constexpr std::string_view fish_question = R"(__complete $typed "$current")";
constexpr std::string_view fish_question_after_word = R"(@WORD@ __complete $typed[2..] "$current")";

struct ShellScript {
  std::string_view text;
  std::string_view question;
  std::string_view question_after_word;
};

ShellScript script_of(ShellKind shell) {
  switch (shell) {
    case ShellKind::bash:
      return {bash_script, bash_question, bash_question_after_word};
    case ShellKind::zsh:
      return {zsh_script, zsh_question, zsh_question_after_word};
    case ShellKind::fish:
      return {fish_script, fish_question, fish_question_after_word};
  }
  return {};
}

void replace_all(std::string& text, std::string_view old, std::string_view by) {
  for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size()))
    text.replace(at, old.size(), by);
}

// Without the mark where there is a word, without the whole line where there is none.
std::string marked_lines(std::string_view text, bool has_word) {
  constexpr std::string_view mark = " #@WORD@";
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const bool is_marked = line.ends_with(mark);
    if (is_marked && !has_word) continue;
    if (is_marked) line.remove_suffix(mark.size());
    out.append(line).append("\n");
  }
  return out;
}

std::string as_identifier(std::string_view name) {
  std::string identifier(name);
  std::ranges::replace_if(
      identifier, [](unsigned char letter) { return std::isalnum(letter) == 0; }, '_');
  return identifier;
}

}  // namespace

std::string completion_script(ShellKind shell, std::string_view name) {
  const std::size_t blank = std::min(name.find(' '), name.size());
  const std::string_view word = name.substr(std::min(blank + 1, name.size()));
  const ShellScript script = script_of(shell);
  std::string text = marked_lines(script.text, !word.empty());
  replace_all(text, "@QUESTION@", word.empty() ? script.question : script.question_after_word);
  replace_all(text, "\"@PROGRAM@ completion", "\"" + std::string(name) + " completion");
  replace_all(text, "@WORD@", word);
  replace_all(text, "@PROGRAM@", name.substr(0, blank));
  replace_all(text, "@NAME@", as_identifier(name.substr(0, blank)));
  return text;
}

}  // namespace migrate::cli
