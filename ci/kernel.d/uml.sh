# User-mode Linux: a kernel that is an ordinary process. Its root is this machine's file system, read-only; where
# results go is mounted over it.

boot_uml() {
  local here=$1 results=$2 linux=$3
  shift 3
  cat >"$here/kernel" <<EOF
load_modules() {
  mount -t hostfs -o '$here' none '$here'
  mount -t hostfs -o '$results' none '$results'
  [ -d /usr/lib/uml/modules/\$(uname -r) ] || return
  mkdir -p /run/modules/lib
  ln -s /usr/lib/uml/modules /run/modules/lib/modules
  for module in ipv6 tcp_diag udp_diag unix_diag mptcp_diag tun veth nf_tables sch_netem; do
    modprobe -q -d /run/modules \$module
  done
}
output() {
  stty -F /dev/tty1 raw
  stty -F /dev/tty2 raw
  exec 3>/dev/tty1 4>/dev/tty2
}
# Host memory: what is written there survives this kernel.
export SOCKETCHECK_JOURNAL=/dev/mmapper
began() { :; }
give_back() { :; }
EOF
  # Memory is a file, and cheap: what is not used takes no room.
  in_a_cage "$linux" root=/dev/root rootfstype=hostfs rootflags=/ ro init="$here/init" mem=512M \
    con=null con0=null,fd:3 con1=null,fd:4 con2=null,fd:5 iomem=mmapper,"$here/journal" \
    uml_dir="$here/" umid=uml work="$here" "$@" \
    3>>"$here/console" 4>&1 5>&2 >>"$here/console" 2>&1 </dev/null
}

# Debian's package. Its clock is real.
prepare_uml() {
  "$root/ci/setup" kernel >&2 || die "user-mode-linux is not there"
  [[ ${clock:-real} == real ]] || die "Debian's user-mode Linux was built without virtual time; a source tree has it"
  boot() { boot_uml "$1" "$2" linux.uml; }
  collect() { :; }
}
