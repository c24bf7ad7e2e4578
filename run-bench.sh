#!/usr/bin/env bash
# The front door: builds what is stale, then hands its arguments to the program.
#   ./run-bench.sh --help
# MAVEN_ARGS is passed to Maven, JAVA_OPTS to Java; VITEXPLAIN_CLASSPATH names jars with further methods (docs/extending.md).
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
classes=$home/target/classes
benchmarks=$home/target/test-classes
stamp=$home/target/.built
profile=
spark=false
for word in "$@"; do
  case $word in
    --spark | --spark=*) spark=true ;;
  esac
done
if $spark; then # Apache Spark is no part of the program otherwise
  stamp=$home/target/.built-spark
  profile=-Pspark
fi

need() {
  command -v "$1" >/dev/null 2>&1 || { echo "error: '$1' was not found. $2" >&2; exit 3; }
}

stale() {
  [ ! -f "$stamp" ] && return 0
  [ -n "$(find "$home/pom.xml" "$home/src/main" "$home/src/jmh" "$home/src/spark" -newer "$stamp" -print -quit)" ]
}

# Without a locale Java can neither read nor write a file name with an accent.
use_utf8() {
  case $(locale charmap 2>/dev/null || true) in
    ANSI_X3.4-1968 | US-ASCII | 646 | '') ;;
    *) return ;;
  esac
  local utf8
  utf8=$(locale -a 2>/dev/null | grep -iE -m 1 '^(C|en_US)\.utf-?8$' || echo C.UTF-8)
  export LC_ALL=$utf8
}

# One build at a time: a second one waits. The lock goes with its process.
lock=$home/target/.build-lock
lock_build() {
  mkdir -p "$home/target"
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$lock"
    flock -n 9 || { say_waiting; flock 9; }
    return
  fi
  local said='' owner
  until ln -s "$$" "$lock.pid" 2>/dev/null; do # a link is made in one step, with its owner
    owner=$(readlink "$lock.pid" || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -f "$lock.pid" # its owner was killed
      continue
    fi
    [ -n "$said" ] || { say_waiting; said=yes; }
    sleep 1
  done
  trap 'rm -f "$lock.pid"' EXIT
}

say_waiting() {
  echo "Another build of this folder is running; waiting for it ..." >&2
}

unlock_build() {
  exec 9>&-
  rm -f "$lock.pid"
  trap - EXIT
}

build() {
  need mvn "Install Maven 3.8 or newer."
  echo "Building (the first time downloads libraries, about 200 MB) ..." >&2
  rm -f "$home/target/.built-spark" # the classes for Spark may go
  : >"$stamp.new" # before the build: what is edited meanwhile is built next time
  local log=$home/target/.build.log
  : >"$log"
  # shellcheck disable=SC2086
  if ! (cd "$home" && mvn -B -Dwarnings=-nowarn $profile ${MAVEN_ARGS:-} process-test-classes 2>&1) | show_build "$log"; then
    grep -v '^\[INFO\]' "$log" >&2 || true
    echo "error: the build failed; see above." >&2
    exit 3
  fi
  rm -f "$log"
  mv "$stamp.new" "$stamp"
}

# What Maven is at, a line for each step, for every 25 downloads and for every 20 silent seconds; all that it prints goes to a log.
show_build() {
  local line step code downloads=0 begin=$SECONDS
  while :; do
    code=0
    IFS= read -r -t 20 line || code=$?
    if [ "$code" -gt 128 ]; then # nothing was printed
      echo "  ... $((SECONDS - begin)) s" >&2
      continue
    fi
    [ "$code" -eq 0 ] || break
    printf '%s\n' "$line" >>"$1"
    case $line in
      *'Downloaded from '*)
        downloads=$((downloads + 1))
        [ $((downloads % 25)) -ne 0 ] || echo "  $downloads files downloaded" >&2
        ;;
      '[INFO] --- '*)
        step=${line#'[INFO] --- '}
        echo "  ${step%% @ *}" >&2
        ;;
    esac
  done
}

case $home in
  *:*)
    echo "error: the folder '$home' has a colon in its path, which separates the entries of Java's class path. Move or rename it." >&2
    exit 3
    ;;
esac
use_utf8
need java "Install JDK 17 or newer."
if stale; then
  lock_build
  if stale; then build; fi
  unlock_build
fi

export VITEXPLAIN_HOME=$home
terminal=false
[ -t 0 ] && terminal=true
columns=0
width=${COLUMNS:-0} # of tables; 0 for a file or a pipe
# An installed Spark by SPARK_HOME, or the one that was built in; its executors are started from there too.
libraries=
opens=
if $spark; then
  export SPARK_HOME=${SPARK_HOME:-$home/target/spark} SPARK_SCALA_VERSION=${SPARK_SCALA_VERSION:-2.13}
  [ -d "$SPARK_HOME/jars" ] || { echo "error: SPARK_HOME is '$SPARK_HOME', which has no folder 'jars'. Unset it, or let it name an installed Spark 4." >&2; exit 3; }
  libraries=:$SPARK_HOME/jars/*
  # What Spark reaches into of Java 17 and later.
  for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
                 java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
    opens="$opens --add-opens=java.base/$package=ALL-UNNAMED"
  done
  opens="$opens -Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider -Dslf4j.internal.verbosity=WARN"
fi
extra=${VITEXPLAIN_CLASSPATH:+:$VITEXPLAIN_CLASSPATH}
[ -t 1 ] && width=${COLUMNS:-$(stty size <&1 2>/dev/null | cut -d ' ' -f 2 || true)}
[ -t 2 ] && columns=$(stty size <&2 2>/dev/null | cut -d ' ' -f 2 || true)

# shellcheck disable=SC2086
exec java -Xmx2g -Dfile.encoding=UTF-8 $opens ${JAVA_OPTS:-} \
  -Dvitexplain.command="./run-bench.sh $*" \
  -Dvitexplain.terminal="$terminal" \
  -Dvitexplain.columns="${columns:-80}" \
  -Dvitexplain.width="${width:-80}" \
  -Dvitexplain.bench.classpath="$benchmarks:$classes:$(cat "$home/target/bench.classpath")$extra" \
  -cp "$classes$libraries:$(cat "$home/target/runtime.classpath")$extra" \
  vitexplain.cli.Main "$@"
