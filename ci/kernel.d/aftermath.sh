# After a guest has died: the program that it was running is run again in fresh guests and made as short as it gets.

# Guests in which the original, and at the end the shortest, gets a chance.
guests_for_confirmation=3
# So many ever shorter programs are enough; each costs a boot.
most_deaths=80
# Seconds at the same call: what hangs is found again and again while shrinking.
patience_while_shrinking=30

# How many of so many fresh guests do not survive the program. Sets `deaths_seen`, and `death`.
count_deaths() {
  local program=$1 status i first_death=
  deaths_seen=0
  files=("$program")
  for ((i = 0; i < guests_for_confirmation; ++i)); do
    status=0
    run_in_guest 600 "$patience_while_shrinking" "$work/replayed" "$socketcheck" replay "$program" "$program" "$program" \
      >/dev/null || status=$?
    ((status == died)) || continue
    deaths_seen=$((deaths_seen + 1))
    first_death=${first_death:-$death}
  done
  death=${first_death:-$death}
}

# Adds what the last guest was running to the programs that are known to kill.
keep_deadly_program() {
  local file
  file=$deaths/$(printf '%03d' "$1").program
  "$socketcheck" unfinished "$journal" >"$file" 2>/dev/null || { rm -f "$file"; return 1; }
  say "so does a program of $(grep -c '^[^#]*(' "$file") calls"
}

# Each death begins the next guest, which goes on where the one before it stopped. Sets `shortest`.
shrink_in_guests() {
  local status number=0
  while ((number < most_deaths)); do
    status=0
    files=("$deaths")
    run_in_guest 1800 "$patience_while_shrinking" "$work/shrunk" "$socketcheck" aftermath "$deaths" --out "$work/shrunk" ||
      status=$?
    ((status == died)) || break
    number=$((number + 1))
    keep_deadly_program "$number" || break
  done
  shortest=$work/shrunk/shortest.program
  [[ -s $shortest ]] || shortest=$(ls "$deaths"/*.program | tail -n 1)
}

tell_of_death() {
  local kernel=$1 deaths=$work/deaths shortest
  say "$kernel: $death"
  cp "$work"/guest.*/console "$out/console.txt" 2>/dev/null || true
  mkdir -p "$deaths"
  if ! "$socketcheck" unfinished "$journal" >"$deaths/000.program" 2>/dev/null; then
    rm -f "$deaths/000.program"
    say "no program was running then; the kernel's last words are in $out/console.txt"
    return 1
  fi
  cp "$deaths/000.program" "$out/unfinished.txt"
  shortest=$deaths/000.program
  say "running its program again in fresh guests ($out/unfinished.txt)"
  count_deaths "$shortest"
  if ((deaths_seen > 0)); then
    shrink_in_guests
    count_deaths "$shortest"
  fi
  files=("$deaths" "$shortest")
  run_in_guest 600 "$patience" "$out" "$socketcheck" aftermath "$deaths" --out "$out" --shortest "$shortest" \
    --died-of "$death" --failed "$deaths_seen" --runs "$guests_for_confirmation" || return $?
}
