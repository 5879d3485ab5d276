# ask.fish SCRIPT LINE...: what fish makes of the end of each line.

source $argv[1]
for line in $argv[2..]
    set -l found (complete -C "$line" | string replace -r '\t.*' '' | string trim -r -c / | LC_ALL=C sort -u)
    echo (string join ' ' -- "$line ->" $found)
end
