# For the launchers ./onr and ./onr-admin of a checkout: builds what changed, runs. Nothing here writes to standard output.
# Use: launch ROOT MODULE MAIN_CLASS PROFILE_OF_JVM_FLAGS ARGUMENTS...

source "$(dirname "${BASH_SOURCE[0]}")/jvm.sh"

# Whether sources changed since the build that $runs/current points to. A removed file shows in its directory's time.
is_stale() {
  [ -f "$runs/current/built" ] || return 0
  [ -n "$(find "$root"/pom.xml "$root"/{core,server,admin}/pom.xml "$root"/{core,server,admin}/src/main "$root"/config/jvm \
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

build_if_stale() {
  mkdir -p "$runs"
  is_stale || return 0
  (
    if command -v flock >/dev/null; then flock 9; fi
    is_stale || exit 0
    touch "$runs/started"
    build && publish || exit 1
    # A start beside this one does without the cache.
    if [ "$module" = server ]; then
      run=$(readlink -f "$runs/current")/server
      source "$root/build/training.sh"
      train "$java" "$options" "$(class_path "$run")" "$root/config" "$runs/training.log" "$run/onr.aot" || true
    fi
  ) 9>"$runs/lock"
}

launch() {
  local root=$1 module=$2 main=$3 profile=$4 name java options runs run
  name=$(basename "$0")
  runs=$root/target/launch
  shift 4
  java=$(find_java_25 "$name")/bin/java || exit 1
  options=$(options_file "$name" "$root/config/jvm" "$profile") || exit 1
  build_if_stale || exit 1
  run=$(readlink -f "$runs/current")/$module
  run_java "$java" "$options" "$run/onr.aot" "$(class_path "$run")" "$main" "$@"
}
