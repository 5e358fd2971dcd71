# gVisor: a kernel in user space with a TCP of its own, in a sandbox over this machine's file system.

boot_gvisor() {
  local here=$1
  # In the sandbox this is an ordinary process; its loopback is up already.
  cat >"$here/init" <<EOF
. '$here/command'
export SOCKETCHECK_JOURNAL='$here/journal'
uname -sr >'$here/began'
run
echo \$? >'$here/status'
EOF
  # A plain file as output would be written from its start again and again, so it gets pipes.
  in_a_cage runsc --network=none --rootless="$gvisor_is_rootless" do -force-overlay=false sh "$here/init" \
    > >(exec cat) 2> >(exec tee -a "$here/console" >&2) </dev/null
}

prepare_gvisor() {
  "$root/ci/setup" kernel >&2 || die "runsc is not there"
  command -v runsc >/dev/null || die "runsc is not there: Debian has it for amd64 alone"
  gvisor_is_rootless=false
  ((EUID == 0)) || gvisor_is_rootless=true
  boot() { boot_gvisor "$1"; }
  collect() { :; }
}
