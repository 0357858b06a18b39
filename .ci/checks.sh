# Functions for the checks of the packaged exporter, to be sourced. Creates the directory $work. On exit, removes $work and kills
# the processes in $children.
work=$(mktemp -d)
children=()
clean_up() {
  for pid in "${children[@]}"; do
    { kill -KILL "$pid" && wait "$pid"; } 2>/dev/null || true # without wait, the shell reports the kill
  done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

passed=0
failed=0
check() { # check NAME COMMAND...: prints the output of the command only if it fails
  local name=$1
  shift
  if "$@" >"$work/check.out" 2>&1; then
    echo "ok      $name"
    passed=$((passed + 1))
  else
    echo "failed  $name"
    sed 's/^/        /' "$work/check.out"
    failed=$((failed + 1))
  fi
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && exit 0
  exit 1
}

free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

wait_for() { # wait_for SECONDS COMMAND...
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    if [ "$SECONDS" -ge "$end" ]; then
      echo "timeout: $*"
      return 1
    fi
    sleep 0.5
  done
}
