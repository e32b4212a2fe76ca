# For launchers, those of a checkout and those of a release: finds the JVM and its flags, and makes AOT caches (JEP 514),
# with which later starts take a fraction of the time. Nothing here writes to standard output but what a caller captures.

is_java_25() {
  [ -x "$1/bin/java" ] && grep -qs '^JAVA_VERSION="25' "$1/release"
}

# Prints the home of the first Java 25 among those given, JAVA_HOME, the usual places and the one on the PATH.
find_java_25() { # name of the command, further homes
  local command=$1 home
  shift
  for home in "$@" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [ -n "$home" ] && is_java_25 "$home"; then
      echo "$home"
      return
    fi
  done
  if home=$(command -v java) && home=$(dirname "$(dirname "$(readlink -f "$home")")") && is_java_25 "$home"; then
    echo "$home"
    return
  fi
  echo "$command: needs Java 25: set JAVA_HOME to one, or install one under /usr/lib/jvm" >&2
  return 1
}

# Prints the file of flags that a profile's name stands for; a path stands for itself.
options_file() { # name of the command, directory of profiles, name or path
  local file=$3
  [[ $file == */* ]] || file=$2/$file.options
  if [ ! -r "$file" ]; then
    echo "$1: no flags of a JVM in $file: ONR_JVM is a path, or the name of a file *.options in $2" >&2
    return 1
  fi
  echo "$file"
}

# Prints the jars of a directory as a class path. The order is always the same, since an AOT cache belongs to one class path.
class_path() {
  local IFS=:
  local LC_ALL=C
  local jars=("$1"/*.jar)
  echo "${jars[*]}"
}

# Lets the gateway serve its demo once with the flags it will run with, and keeps what the JVM loaded and linked meanwhile.
# The cache gets its name only when it is whole; without it the gateway only starts more slowly.
train() { # java, options file, class path, log, cache
  local java=$1 options=$2 jars=$3 log=$4 fresh=$5.fresh pid port path
  # The user's own settings are not for training.
  env -i PATH="$PATH" ONR_LISTEN=127.0.0.1:0 "$java" "@$options" "-XX:AOTCacheOutput=$fresh" \
    -cp "$jars" dev.onr.server.Main --demo </dev/null >"$log" 2>&1 9>&- &
  pid=$!
  for _ in $(seq 200); do
    port=$(sed -n 's/.*listen_url=http:..127.0.0.1:\([0-9]*\).*/\1/p' "$log")
    [ -z "$port" ] || break
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.1
  done
  for path in v1/chat/completions v1/messages v1/responses; do
    [ -z "$port" ] || ask "$port" "$path" 2>/dev/null || true
  done
  kill -TERM "$pid" 2>/dev/null || true
  # The JVM writes the cache as its last deed, in a child that it waits for; a failed one may leave half of it.
  wait "$pid" || true
  if grep -q 'AOTCache creation is complete' "$log"; then
    mv "$fresh" "$5"
  else
    rm -f "$fresh"
    return 1
  fi
}

ask() { # port, path
  local body='{"model":"demo","stream":true,"max_tokens":9,"input":"Hello","messages":[{"role":"user","content":"Hello"}]}'
  exec 8<>"/dev/tcp/127.0.0.1/$1"
  printf 'POST /%s HTTP/1.1\r\nHost: onr\r\nAuthorization: Bearer demo\r\nContent-Type: application/json\r\n' "$2" >&8
  printf 'Connection: close\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body" >&8
  while IFS= read -r -t 5 -u 8 _; do :; done
  exec 8>&-
}

# Replaces the shell by the JVM. What the JVM itself has to say belongs on standard error; that a cache does not fit is no error.
run_java() { # java, options file, cache or nothing, class path, main class, arguments
  local java=$1 options=$2 cache=$3 jars=$4 extra=()
  shift 4
  read -ra extra <<<"${ONR_JVM_FLAGS:-}"
  [ ! -f "$cache" ] || extra=("-XX:AOTCache=$cache" "-Xlog:aot*=off:stderr" ${extra[@]+"${extra[@]}"})
  local reset=()
  # Started by nohup, a JVM would never hear the signal for reload.
  ! ignores_hangup || reset=(env --default-signal=HUP)
  exec ${reset[@]+"${reset[@]}"} "$java" -Xlog:disable -Xlog:all=error:stderr "@$options" ${extra[@]+"${extra[@]}"} -cp "$jars" "$@"
}

# Whether this process was told by its parent to ignore SIGHUP. As far as Linux tells, and env can undo it.
ignores_hangup() {
  local name mask
  while read -r name mask; do
    [ "$name" != SigIgn: ] || break
  done 2>/dev/null </proc/self/status || return 1
  [ $((16#${mask:-0} & 1)) = 1 ] && env --default-signal=HUP true 2>/dev/null
}
