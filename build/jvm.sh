# For launchers, those of a checkout and those of a release: finds the JVM and its flags, and runs it. Nothing here writes to
# standard output but what a caller captures. Each process that a launcher starts costs a millisecond or two of every start.

is_java_25() {
  local line
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    [[ $line != 'JAVA_VERSION="25'* ]] || return 0
  done <"$1/release"
  return 1
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
