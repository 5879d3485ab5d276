# Wine for the scripts beside this file, which source it: programs for Windows run in a prefix of their own.

# start_wine FOLDER: makes the prefix in FOLDER, and keeps its server for all programs until stop_wine.
start_wine() {
  # Wine reads names of files and arguments in the encoding of the locale.
  WINEPREFIX=$(realpath -m "$1/prefix")
  export WINEPREFIX WINEDEBUG=-all LC_ALL=C.UTF-8
  if [[ ! -f $WINEPREFIX/system.reg ]]; then
    mkdir -p "$WINEPREFIX"
    wineboot -i >/dev/null 2>&1
  fi
  wineserver -p || true  # it answers 2 where one runs already
}

stop_wine() { wineserver -k || true; }
