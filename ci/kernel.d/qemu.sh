# A machine emulated by QEMU. It has no disk: what it needs comes in an initramfs, and results leave by a port.

qemu_modules=(virtio_pci virtio_console inet_diag tcp_diag udp_diag unix_diag mptcp_diag tun veth nf_tables nft_numgen
  nft_reject_inet sch_netem dummy)

# Copies a file, or a directory with all in it, to where it is here.
take_along() {
  local into=$1 path
  shift
  for path; do
    path=$(realpath -s "$path")
    mkdir -p "$into$(dirname "$path")"
    cp -rL "$path" "$into$path"
  done
}

# The dynamic linker and the libraries of an executable.
libraries_of() { ldd "$1" | grep -oE '/[^ ]+' | sort -u; }

take_modules() {
  local into=$1 module line file name
  : >"$into/modules.order"
  for module in "${qemu_modules[@]}"; do
    /sbin/modprobe -d "$kernel_tree" -S "$kernel_version" --show-depends "$module" 2>/dev/null | sed -n 's/^insmod //p'
  done | while read -r line; do
    file=${line%% *} name=$(basename "${line%% *}" .xz)
    [[ ! -e $into/modules/$name ]] || continue
    mkdir -p "$into/modules"
    case "$file" in
      *.xz) xz -dc "$file" >"$into/modules/$name" ;;
      *) cp "$file" "$into/modules/$name" ;;
    esac
    echo "/modules/$name" >>"$into/modules.order"
  done
}

# What every guest of this run has; made once.
make_base() {
  local into=$1
  mkdir -p "$into"/{bin,sbin,proc,sys,dev,run,tmp,root,work} "$into/usr/sbin" "$into/usr/bin"
  cp "$(command -v busybox)" "$into/bin/busybox"
  local name
  for name in $(busybox --list); do [[ $name == busybox ]] || ln -s busybox "$into/bin/$name"; done
  take_along "$into" "$socketcheck" $(libraries_of "$socketcheck")
  take_modules "$into"
  mkdir -p "$into$PWD"
}

write_kernel_part() {
  cat >"$1" <<'EOF'
load_modules() {
  while read -r module; do insmod "$module"; done </modules.order
}
output() {
  exec 3>/dev/vport0p1 4>/dev/vport0p2 5>/dev/vport0p3
  for device in /sys/bus/pci/devices/*; do
    [ "$(cat $device/vendor) $(cat $device/device)" = "0x1af4 0x1110" ] || continue
    echo 1 >$device/enable
    export SOCKETCHECK_JOURNAL=$device/resource2  # memory of the host: what is written there survives this machine
  done
}
began() { echo began >/dev/ttyS1; }
give_back() {
  mkdir -p "$results"
  cp "$work/status" "$results/.status"
  tar -c -C "$results" . >&5
  exec 5>&-
}
EOF
}

pack() { (cd "$1" && find . -print0 | cpio -0 -o -H newc --quiet -R 0:0); }

boot_qemu() {
  local here=$1 results=$2 own clock_options=()
  own=$here/initramfs
  mkdir -p "$own/work"
  cp "$here/command" "$own/work/"
  cp -p "$here/init" "$own/init"
  write_kernel_part "$own/work/kernel"
  ((${#files[@]} == 0)) || take_along "$own" "${files[@]}"
  # Archives one after the other are one archive.
  { cat "$work/base.cpio"; pack "$own"; } >"$here/initrd"
  rm -rf "$own"
  [[ $clock == real ]] || clock_options=(-icount shift=0,sleep=off)
  in_a_cage qemu-system-x86_64 -accel tcg -M pc -cpu max -smp 1 -m 768 -nodefaults -no-user-config -display none -no-reboot \
    "${clock_options[@]}" -kernel "$kernel_tree/boot/vmlinuz-$kernel_version" -initrd "$here/initrd" \
    -append "console=ttyS0 quiet panic=-1 oops=panic rdinit=/init work=/work" \
    -serial "file:$here/console" -serial "file:$here/began" \
    -device virtio-serial-pci,id=ports \
    -chardev "file,id=out,path=/dev/fd/4" -device virtserialport,bus=ports.0,nr=1,chardev=out,name=out \
    -chardev "file,id=err,path=/dev/fd/5" -device virtserialport,bus=ports.0,nr=2,chardev=err,name=err \
    -chardev "file,id=results,path=$here/results.tar" -device virtserialport,bus=ports.0,nr=3,chardev=results,name=results \
    -object "memory-backend-file,id=journal,share=on,size=4M,mem-path=$here/journal" -device ivshmem-plain,memdev=journal \
    4> >(exec cat) 5> >(exec cat >&2) </dev/null >>"$here/console" 2>&1
}

# Results that came out; a guest that died has none.
unpack_results() {
  local here=$1 results=$2
  rm -f "$here/initrd"
  [[ -s $here/began ]] || rm -f "$here/began"
  [[ -s $here/results.tar ]] || return 0
  mkdir -p "$here/unpacked"
  tar -x -f "$here/results.tar" -C "$here/unpacked" 2>/dev/null || return 0
  mv "$here/unpacked/.status" "$here/status"
  cp -r "$here/unpacked/." "$results/"
}

prepare_qemu() {
  "$root/ci/setup" kernel >&2 || die "qemu-system-x86 is not there"
  debian_kernel "$1"
  clock=${clock:-real}
  make_base "$work/base"
  pack "$work/base" >"$work/base.cpio"
  rm -rf "$work/base"
  boot() { boot_qemu "$1" "$2"; }
  collect() { unpack_results "$1" "$2"; }
}
