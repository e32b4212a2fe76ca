# For the commands of a release: which JVM, which flags, which AOT cache.
libexec=${BASH_SOURCE[0]%/*}
source "$libexec/jvm.sh"

# Sets java, options, jars, cache, key and configuration. A JVM that came along (directory jre) comes before all others.
release_of() { # home, name of the command
  local java_home
  java_home=$(find_java_25 "$2" "$1/jre") || exit 1
  java=$java_home/bin/java
  options=$(options_file "$2" "$1/config/jvm" "${ONR_JVM:-throughput}") || exit 1
  jars=$(class_path "$1/lib")
  configuration=$1/config
  cache=${options##*/}
  cache=${ONR_AOT_DIR:-$1/aot}/${cache%.options}.aot
  # What a cache belongs to: a JVM, its flags, and jars.
  local release flags
  IFS= read -r -d '' release <"$java_home/release" || true
  IFS= read -r -d '' flags <"$options" || true
  key=$release$flags$(cd "$1/lib" && LC_ALL=C && exec stat -c '%n %s %Y' -- *.jar)
}

# Whether the cache was made by this JVM, with these flags and from these jars.
cache_fits() {
  local made_for
  [ -f "$cache" ] && [ -r "$cache.key" ] || return 1
  IFS= read -r -d '' made_for <"$cache.key" || true
  [ "$made_for" = "$key" ]
}

# At most one process makes it at a time; a lock that a dead one left is of no age that matters after five minutes.
make_cache() {
  local directory
  directory=$(dirname "$cache")
  mkdir -p "$directory" 2>/dev/null && [ -w "$directory" ] || return 1
  find "$cache.lock" -maxdepth 0 -mmin +5 -exec rmdir {} \; 2>/dev/null || true
  mkdir "$cache.lock" 2>/dev/null || return 0
  local done=0
  rm -f "$cache.key"
  source "$libexec/training.sh"
  train "$java" "$options" "$jars" "$configuration" "$cache.log" "$cache" && printf '%s' "$key" >"$cache.key" || done=1
  rmdir "$cache.lock"
  return $done
}

# The start that finds no cache does not wait for one: it is made beside it, and the next start has it.
train_if_missing() {
  [ "${ONR_AOT:-}" != off ] && ! cache_fits || return 0
  (trap '' HUP; renice -n 19 "$BASHPID" >/dev/null 2>&1; make_cache >/dev/null 2>&1 &) </dev/null
}

# Whether the command line means to serve, rather than to check, tell or signal.
serves() {
  local word
  for word in "$@"; do
    case $word in
      -t* | --t* | -s* | --s* | -V* | --V* | -h* | --h*) return 1 ;;
    esac
  done
}
