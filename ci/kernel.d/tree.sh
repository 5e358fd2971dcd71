# A Linux source tree, built as user-mode Linux with virtual time, outside of the tree and incrementally.

# Where the tree's build is kept.
output_of_tree() {
  local tree
  tree=$(realpath -e "$1")
  echo "${SOCKETCHECK_KERNELS:-$root/build/kernels}/$(basename "$tree")-$(cksum <<<"$tree" | cut -d ' ' -f 1)"
}

configure_tree() {
  local tree=$1 output=$2
  make -C "$tree" ARCH=um O="$output" defconfig &&
    (cd "$output" && "$tree/scripts/kconfig/merge_config.sh" -m .config "$parts/uml.config") &&
    make -C "$tree" ARCH=um O="$output" olddefconfig &&
    cp "$parts/uml.config" "$output/.fragment"
}

build_tree() {
  local tree output
  tree=$(realpath -e "$1")
  [[ -f $tree/Kconfig && -d $tree/arch/um ]] || usage "$1 is no Linux source tree"
  "$root/ci/setup" kernel >&2 || die "what a kernel's build needs is not there"
  output=$(output_of_tree "$tree")
  mkdir -p "$output"
  # One build of a tree at a time; the lock ends with this process.
  exec 8>"$output/.lock"
  flock 8
  say "building $tree in $output"
  {
    { [[ -f $output/.config ]] && cmp -s "$parts/uml.config" "$output/.fragment"; } || configure_tree "$tree" "$output" 8>&-
  } >"$output/.log" 2>&1 &&
    # A changed tree may have new questions; they get their default answers.
    make -C "$tree" ARCH=um O="$output" olddefconfig >>"$output/.log" 2>&1 8>&- &&
    nice make -C "$tree" ARCH=um O="$output" -j "$(nproc)" linux >>"$output/.log" 2>&1 8>&- || {
    grep -aE 'error|Error|not clean' "$output/.log" | head -n 5 >&2
    die "$tree could not be built (the whole log: $output/.log)"
  }
  exec 8>&-
}

# What virtual time means for a run is said in README.md.
time_travel_of() {
  case "$1" in
    free) echo time-travel=inf-cpu ;;
    skip) echo time-travel ;;
  esac
}

prepare_tree() {
  build_tree "$1"
  tree_linux=$(output_of_tree "$1")/linux
  # A run that ends when a time is over needs a clock that goes on by itself.
  [[ -n ${clock:-} ]] || if [[ -n $is_counted ]]; then clock=free; else clock=skip; fi
  # shellcheck disable=SC2046
  boot() { boot_uml "$1" "$2" "$tree_linux" $(time_travel_of "$clock"); }
  collect() { :; }
}
