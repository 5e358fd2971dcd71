# Debian's kernels, downloaded by apt and unpacked, never installed.

# debian_kernel SERIES: sets kernel_tree, the directory with boot/ and lib/modules/, and kernel_version.
debian_kernel() {
  local package=linux-image-$1-cloud-amd64 store image
  [[ $1 == 6.1 ]] && package=linux-image-cloud-amd64
  image=$(apt-cache depends "$package" 2>/dev/null | sed -n 's/^ *Depends: \(linux-image-.*\)/\1/p' | head -n 1)
  [[ -n $image ]] || die "Debian's archive has no kernel $1 for this system (apt-cache depends $package); is apt-get update due?"
  store=${SOCKETCHECK_KERNELS:-$root/build/kernels}
  kernel_version=${image#linux-image-}
  kernel_tree=$store/$kernel_version
  [[ -e $kernel_tree/.complete ]] || unpack_kernel "$image" "$store"
}

unpack_kernel() {
  local image=$1 store=$2 unpacked
  say "downloading $image"
  mkdir -p "$store"
  unpacked=$(mktemp -d "$store/.unpacking.XXXXXX")
  (cd "$unpacked" && apt-get -q download "$image" >.log 2>&1 && dpkg-deb -x ./*.deb . && rm ./*.deb) ||
    { rm -rf "$unpacked"; die "$image could not be downloaded"; }
  # As installation would do, for modprobe to know what needs what.
  /sbin/depmod -b "$unpacked" "$kernel_version"
  touch "$unpacked/.complete"
  mv -T "$unpacked" "$kernel_tree" 2>/dev/null || rm -rf "$unpacked"  # another run was first
}
