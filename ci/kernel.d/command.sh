# What is run: the executable, and what its command line says about files and time.

# SOCKETCHECK_EXECUTABLE is one that was built before; else the checkout's is brought up to date.
find_socketcheck() {
  if [[ -n ${SOCKETCHECK_EXECUTABLE:-} ]]; then
    socketcheck=$(realpath -e "$SOCKETCHECK_EXECUTABLE") || die "SOCKETCHECK_EXECUTABLE=$SOCKETCHECK_EXECUTABLE: not there"
  else
    "$root/ci/build" || die "socketcheck could not be built"
    socketcheck=$("$root/ci/build" --where)/socketcheck
  fi
}

# Sets `out`, the directory of results, `time_of_command` (seconds; empty: unlimited or another command), `is_counted`
# (how much is run does not depend on the clock), and `files`, which the command reads.
understand_command() {
  local argument before='' command=$1
  out='' time_of_command='' is_counted='' files=()
  for argument; do
    case "$before" in
      --out) out=$argument ;;
      --time) time_of_command=$argument ;;
    esac
    case "$argument" in
      --out=*) out=${argument#*=} ;;
      --time=*) time_of_command=${argument#*=} ;;
      --cases | --cases=* | --exhaustive | --exhaustive=*) is_counted=yes ;;
    esac
    [[ $before == --out || $argument == --out=* || ! -e ${argument#--*=} ]] || files+=("${argument#--*=}")
    before=$argument
  done
  out=$(realpath -m "${out:-socketcheck-out}")
  case "$command" in
    check) [[ -n $is_counted || -n $time_of_command ]] || time_of_command=60 ;;
    *) is_counted=yes ;;
  esac
}

# Booting, programs that were begun when the time was over, shrinking, and reports on a slow machine.
deadline_of_command() {
  local seconds=${time_of_command%.*}
  if [[ -n $is_counted ]]; then echo 3600; else echo $((3 * ${seconds:-0} + 300)); fi
}
