#!/bin/sh
# Fuzzes every *FuzzTest in a JVM of its own, and counts: build/fuzz.sh [SECONDS_PER_TARGET [NAME...]]
# (docs/reliability.md). A finding's input is put among the kept inputs of its test, as crash-... or timeout-...
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -eq 0 ] || shift
modules=webhook-fn,transform-fn,compaction-fn,local

. .mvn/find-jdk-25.sh

echo "Building ..."
"${MAVEN:-mvn}" -q -B -ntp -pl "$modules" -am -Dmdep.outputFile=target/fuzz.classpath -Dmdep.includeScope=test \
    test-compile dependency:build-classpath

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
echo .level=OFF >"$work/logging.properties"

findings() { # inputs of findings that are kept for a class
    find "$1" -type f \( -name 'crash-*' -o -name 'timeout-*' -o -name 'oom-*' \) 2>/dev/null | sort
}

row='%-24s %12s %8s %9s\n'
for source in $(find webhook-fn transform-fn compaction-fn local -path '*/src/test/java/*' -name '*FuzzTest.java' | sort); do
    module=${source%%/src/*}
    class=${source#*/src/test/java/}
    class=$(echo "${class%.java}" | tr / .)
    name=${class##*.}
    case " ${*:-$name} " in *" $name "*) ;; *) continue ;; esac
    inputs=$module/src/test/resources/$(echo "$class" | tr . /)Inputs
    log=$module/target/fuzz-$name.log
    findings "$inputs" >"$work/before"
    echo "$name: $seconds s, log in $log"
    start=$(date +%s)
    status=0
    (
        cd "$module"
        JAZZER_FUZZ=1 exec "$jdk/bin/java" -Xmx1g -XX:-OmitStackTraceInFastThrow --enable-native-access=ALL-UNNAMED \
            --sun-misc-unsafe-memory-access=allow -Dorg.slf4j.simpleLogger.defaultLogLevel=off \
            -Djava.util.logging.config.file="$work/logging.properties" \
            -Djazzer.instrument='dev.telegramlake.**,com.fasterxml.jackson.core.json.**' \
            -cp "target/test-classes:target/classes:$(cat target/fuzz.classpath)" com.code_intelligence.jazzer.Jazzer \
            --target_class="$class" -max_total_time="$seconds" -timeout=30 -rss_limit_mb=0 -print_final_stats=1
    ) >"$log" 2>&1 || status=$?
    took=$(($(date +%s) - start))
    findings "$inputs" >"$work/after"
    new=$(comm -13 "$work/before" "$work/after" | wc -l | tr -d ' ')
    executions=$(sed -n 's/^stat::number_of_executed_units: *\([0-9]*\).*/\1/p; s/^#\([0-9]*\)[^0-9].*/\1/p' "$log" | sort -n | tail -n 1)
    if [ "$status" -ne 0 ] && [ "$new" -eq 0 ]; then
        new=1 # it ended otherwise: the log says how
    fi
    # shellcheck disable=SC2059 # the row is the format
    printf "$row" "$name" "${executions:-0}" "$took" "$new" >>"$work/table"
done

echo
# shellcheck disable=SC2059
printf "$row" target executions seconds findings
cat "$work/table"
awk -v row="$row" '{ e += $2; s += $3; f += $4 } END { gsub(/\\n/, "\n", row); printf row, "total", e, s, f; exit f > 0 }' "$work/table"
