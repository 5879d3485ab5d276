# awk -v OUT=<folder> -v PAGE=<name> -f extract.awk FILE: writes each fenced block into OUT/PAGE-LINE.LANGUAGE, and the comment before it
# that says how it is tested (<!-- test: WORDS -->) into OUT/PAGE-LINE.how. Blocks without a language are no code.

/^ *<!-- test: .* -->$/ && !inside {
  how = $0
  sub(/^ *<!-- test: /, "", how)
  sub(/ -->$/, "", how)
  next
}

/^ *```/ && inside {
  close(file)
  inside = 0
  how = ""
  next
}

/^ *```/ {
  inside = 1
  indent = match($0, /`/) - 1
  language = substr($0, indent + 4)
  block = OUT "/" PAGE "-" (FNR + 1)
  file = language == "" ? "" : block "." language
  if (language ~ /[^a-z]/) {
    print FILENAME ":" FNR ": a language is a word of small letters" >"/dev/stderr"
    exit 1
  }
  if (file != "") {
    printf "" >file
    if (how != "") {
      print how >(block ".how")
      close(block ".how")
    }
  }
  next
}

inside {
  if (file != "") print substr($0, indent + 1) >file
  next
}

NF { how = "" }

END {
  if (inside) {
    print FILENAME ": a block is not closed" >"/dev/stderr"
    exit 1
  }
}
