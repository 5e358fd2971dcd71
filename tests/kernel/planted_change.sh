#!/usr/bin/env bash
# Makes a small change to a kernel tree, checks the kernel that comes of it, and compares the shortest program.
#
#   planted_change.sh SOCKETCHECK FILE FROM TO CALL…
#
# In FILE of the tree, FROM becomes TO for the time of the test; CALL… is what the shrunk program is to be. The tree is the
# one that SOCKETCHECK_KERNEL_TREE names: building one takes minutes, so nobody's tree means that the test is skipped.
set -euo pipefail

skipped=77
tree=${SOCKETCHECK_KERNEL_TREE:-}
if [[ -z $tree ]]; then echo "skipped: SOCKETCHECK_KERNEL_TREE names no Linux source tree"; exit "$skipped"; fi
if [[ ! -f $tree/net/ipv4/tcp.c ]]; then echo "skipped: $tree is no Linux source tree"; exit "$skipped"; fi

SOCKETCHECK_EXECUTABLE=$(realpath "$1")
export SOCKETCHECK_EXECUTABLE
file=$tree/$2 from=$3 to=$4
shift 4
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
directory=$(mktemp -d "${TMPDIR:-/tmp}/socketcheck-planted.XXXXXX")

fail() {
  echo "FAILED: $1"
  exit 1
}

# One change at a time in a tree.
exec 7<"$tree"
flock 7
original=$(<"$file")
# With the time of now: a file that is older than what was made from it would not be compiled again.
restore() {
  printf '%s\n' "$original" >"$file"
  rm -rf "$directory"
}
trap restore EXIT
[[ $original == *"$from"* ]] || fail "$file has no \`$from\` any more"
printf '%s\n' "${original/"$from"/"$to"}" >"$file"

status=0
"$root/ci/kernel" run "$tree" -- check --stack linux-tcp4 --cases 2000 --seed 1 --out "$directory" 7<&- || status=$?
((status == 1)) || fail "exit status $status instead of 1"
[[ -s $directory/run.json ]] || fail "there is no run.json"

wanted=$(printf '%s\n' "start pair a b" "$@")
shopt -s nullglob
for program in "$directory"/counterexamples/*.txt; do
  shrunk=$(grep -v '^#' "$program" | sed '/^socketcheck/d; /^$/d')
  if [[ $shrunk == "$wanted" ]]; then exit 0; fi
  printf '%s:\n%s\n' "${program##*/}" "$shrunk"
done
fail "none of the programs is: $wanted"
