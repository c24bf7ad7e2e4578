#!/usr/bin/env bash
# The front door: builds what is stale, then hands its arguments to the program.
#   ./run-bench.sh --help
# MAVEN_ARGS is passed to Maven, JAVA_OPTS to Java.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
classes=$home/target/classes
benchmarks=$home/target/test-classes
stamp=$home/target/.built

need() {
  command -v "$1" >/dev/null 2>&1 || { echo "error: '$1' was not found. $2" >&2; exit 3; }
}

stale() {
  [ ! -f "$stamp" ] && return 0
  [ -n "$(find "$home/pom.xml" "$home/src/main" "$home/src/jmh" -newer "$stamp" -print -quit)" ]
}

need java "Install JDK 17 or newer."
if stale; then
  need mvn "Install Maven 3.8 or newer."
  echo "Building (the first time downloads libraries, about 200 MB) ..." >&2
  # shellcheck disable=SC2086
  if ! log=$(cd "$home" && mvn -q -B -Dwarnings=-nowarn ${MAVEN_ARGS:-} process-test-classes 2>&1); then
    echo "$log" >&2
    echo "error: the build failed; see above." >&2
    exit 3
  fi
  touch "$stamp"
fi

export VITEXPLAIN_HOME=$home
terminal=false
[ -t 0 ] && terminal=true

# shellcheck disable=SC2086
exec java -Xmx2g ${JAVA_OPTS:-} \
  -Dvitexplain.command="./run-bench.sh $*" \
  -Dvitexplain.terminal="$terminal" \
  -Dvitexplain.bench.classpath="$benchmarks:$classes:$(cat "$home/target/bench.classpath")" \
  -cp "$classes:$(cat "$home/target/runtime.classpath")" \
  vitexplain.cli.Main "$@"
