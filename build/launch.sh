# For the launchers ./onr and ./onr-admin: finds JDK 25, builds what changed, runs. Nothing here writes to standard output.
# Use: launch ROOT MODULE MAIN_CLASS JVM_FLAGS... -- ARGUMENTS...

is_jdk_25() {
  [ -x "$1/bin/java" ] && grep -qs '^JAVA_VERSION="25' "$1/release"
}

find_jdk_25() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then
      echo "$home"
      return
    fi
  done
  if home=$(command -v java) && home=$(dirname "$(dirname "$(readlink -f "$home")")") && is_jdk_25 "$home"; then
    echo "$home"
    return
  fi
  echo "$name: needs JDK 25: set JAVA_HOME to one, or install one under /usr/lib/jvm" >&2
  return 1
}

# Whether sources changed since the build that $runs/current points to. A removed file shows in its directory's time.
is_stale() {
  [ -f "$runs/current/built" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/{core,server,admin}/pom.xml "$root"/{core,server,admin}/src/main \
    -newer "$runs/current/built" -print -quit)" ]
}

maven() {
  (cd "$root" && mvn -B -q "$@" -Dmaven.test.skip=true -Dexec.skip=true -pl server,admin -am package \
    "-Donr.build.commit=$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
    "-Donr.build.date=$(date -u +%Y-%m-%dT%H:%M:%SZ)") </dev/null >"$runs/build.log" 2>&1
}

# Offline when the local repository has everything, which is fast and works without a network; online otherwise.
build() {
  if ! command -v mvn >/dev/null; then
    echo "$name: needs Maven (mvn) to build" >&2
    return 1
  fi
  echo "$name: building (once, and after changes) ..." >&2
  if ! maven -o; then
    if ! grep -qE 'offline|Could not resolve|could not be resolved|Could not find artifact' "$runs/build.log" || ! maven; then
      cat "$runs/build.log" >&2
      echo "$name: the build failed" >&2
      return 1
    fi
  fi
}

# Jars of a build stay in a directory of their own: a later build must not pull them from under a running process.
publish() {
  local run module
  run=$(mktemp -d "$runs/run.XXXXXX")
  for module in server admin; do
    mkdir "$run/$module"
    cp "$root/$module"/target/lib/*.jar "$root/$module"/target/onr-"$module"-*.jar "$run/$module/"
  done
  touch -r "$runs/started" "$run/built"
  ln -sfn "$(basename "$run")" "$runs/next"
  mv -T "$runs/next" "$runs/current" 2>/dev/null || { rm -f "$runs/current"; mv "$runs/next" "$runs/current"; }
  # The build before may still run.
  ls -dt "$runs"/run.* | tail -n +3 | xargs -r rm -rf
}

# Lets the fresh build serve its demo once, and keeps what the JVM loaded and linked meanwhile (JEP 514): later starts take
# a fraction of the time. Nothing depends on it: without the cache the gateway only starts more slowly, which is what a second
# start does while this one still trains. Therefore the cache gets its name only when it is whole.
train() {
  local run log=$runs/training.log pid port fresh
  run=$(readlink -f "$runs/current")/$module
  fresh=$run/onr.aot.fresh
  ONR_LISTEN=127.0.0.1:0 "$java" "${flags[@]}" "-XX:AOTCacheOutput=$fresh" \
    -cp "$run/*" "$main" --demo </dev/null >"$log" 2>&1 9>&- &
  pid=$!
  for _ in $(seq 200); do
    port=$(sed -n 's/.*listen_url=http:..127.0.0.1:\([0-9]*\).*/\1/p' "$log")
    [ -z "$port" ] || break
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  for path in v1/chat/completions v1/messages v1/responses; do
    ask "$port" "$path" 2>/dev/null || true
  done
  kill -TERM "$pid" 2>/dev/null || true
  # The JVM writes the cache as its last deed, in a child that it waits for; a failed one may leave half of it.
  wait "$pid" || true
  if grep -q 'AOTCache creation is complete' "$log"; then
    mv "$fresh" "$run/onr.aot"
  else
    rm -f "$fresh"
  fi
}

ask() {
  local body='{"model":"demo","stream":true,"max_tokens":9,"input":"Hello","messages":[{"role":"user","content":"Hello"}]}'
  exec 8<>"/dev/tcp/127.0.0.1/$1"
  printf 'POST /%s HTTP/1.1\r\nHost: onr\r\nAuthorization: Bearer demo\r\nContent-Type: application/json\r\n' "$2" >&8
  printf 'Connection: close\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body" >&8
  while IFS= read -r -t 5 -u 8 _; do :; done
  exec 8>&-
}

build_if_stale() {
  mkdir -p "$runs"
  is_stale || return 0
  (
    if command -v flock >/dev/null; then flock 9; fi
    is_stale || exit 0
    touch "$runs/started"
    build && publish || exit 1
    if [ "$module" = server ]; then train; fi
  ) 9>"$runs/lock"
}

launch() {
  local root=$1 module=$2 main=$3 name java runs run flags=()
  name=$(basename "$0")
  runs=$root/target/launch
  shift 3
  while [ "$1" != "--" ]; do
    flags+=("$1")
    shift
  done
  shift
  java=$(find_jdk_25)/bin/java || exit 1
  build_if_stale || exit 1
  run=$(readlink -f "$runs/current")/$module
  if [ -f "$run/onr.aot" ]; then
    # Flags of the user's may not fit the cache, which the JVM then does without: no reason for errors.
    flags+=("-XX:AOTCache=$run/onr.aot" "-Xlog:aot*=off:stderr")
  fi
  # What the JVM itself has to say belongs on standard error too.
  exec "$java" -Xlog:disable -Xlog:all=error:stderr "${flags[@]}" -cp "$run/*" "$main" "$@"
}
