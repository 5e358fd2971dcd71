# One guest from its boot to its end. The kind of kernel provides `boot`, which starts one in the foreground with the
# directory $1 of what it is to do, and ends when the guest has ended; and `collect`, which then brings to $2 what was
# left there inside of the guest.

# What run_in_guest returns if the guest ended without having told how the command ended.
died=200
# Seconds for which a guest may stay at the same call of the same program: each has a deadline of 5 s by the guest's clock.
patience=90

make_work_directory() {
  work=$(mktemp -d "${TMPDIR:-/tmp}/socketcheck-kernel.XXXXXX")
  trap 'end_guest; rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

guest=
# Ends what boot has started: it is alone in a process namespace of its own, which ends with its first process.
end_guest() {
  [[ -n $guest ]] || return 0
  kill -KILL "$guest" 2>/dev/null || true
  wait "$guest" 2>/dev/null || true
  guest=
}

# Runs a command so that it and all it starts end with this script, even if that is killed. With the rights for
# a process namespace, nothing can escape.
in_a_cage() {
  local cage=(setpriv --pdeathsig KILL)
  if unshare --pid --fork --mount-proc true 2>/dev/null; then
    cage+=(unshare --pid --fork --mount-proc --kill-child)
  elif unshare --user --map-current-user --pid --fork --mount-proc true 2>/dev/null; then
    cage+=(unshare --user --map-current-user --pid --fork --mount-proc --kill-child)
  fi
  # A namespace's first process is deaf to signals that it has not asked for, even to those of its own abort(): not
  # the guest, then.
  exec "${cage[@]}" bash -c '"$@"; exit $?' cage "$@"
}

# Whether the journal's program has stayed at the same call since the last time.
is_stuck() {
  local now
  now=$("$socketcheck" unfinished "$1" 2>/dev/null) || now=
  [[ -n $now && $now == "$last_seen" ]] && return 0
  last_seen=$now
  return 1
}

# Waits for the guest. Sets `death` if that took too long.
watch_guest() {
  local journal=$1 deadline=$((SECONDS + $2)) patience=$3 stuck_since=$SECONDS last_seen=
  while kill -0 "$guest" 2>/dev/null; do
    sleep 0.5 &
    wait -n "$guest" $! || true
    ((SECONDS % 5 == 0)) || continue
    is_stuck "$journal" || stuck_since=$SECONDS
    if ((SECONDS - stuck_since >= patience)); then
      death="hangs: no call returned for $patience s"
    elif ((SECONDS >= deadline)); then
      death="did not come to an end in $2 s"
    else
      continue
    fi
    end_guest
    return
  done
  wait "$guest" 2>/dev/null || true
  guest=
}

# The first line on the console that tells of a death, without its time.
last_words() {
  grep -aom1 -E 'Kernel panic - .*|Oops: .*|BUG: .*|WARNING: .*|general protection fault.*|Unable to handle.*' "$1" 2>/dev/null |
    tr -d '\r'
}

# run_in_guest DEADLINE PATIENCE OUT COMMAND…: the command's exit status, or $died; then `death` says of what.
# What the command leaves in OUT is there afterwards, and the journal in $journal.
run_in_guest() {
  local deadline=$1 patience=$2 results=$3 here console
  shift 3
  mkdir -p "$results"
  here=$(mktemp -d "$work/guest.XXXXXX") console=$here/console
  journal=$here/journal
  truncate -s 4M "$journal"
  {
    printf 'cd %q\n' "$PWD"
    printf 'results=%q\n' "$results"
    printf 'run() {\n'
    printf ' %q' "$@"
    printf '\n}\n'
  } >"$here/command"
  install -m 755 "$parts/guest-init" "$here/init"
  death=
  boot "$here" "$results" &
  guest=$!
  watch_guest "$journal" "$deadline" "$patience"
  collect "$here" "$results"
  if [[ -s $here/status ]]; then return "$(<"$here/status")"; fi
  local words
  words=$(last_words "$console") || words=
  death=${words:-${death:-ended without a word}}
  if [[ ! -e $here/began ]]; then
    tail -n 20 "$console" >&2 || true
    die "the guest did not boot ($death)"
  fi
  return "$died"
}
