#!/bin/sh
# Changes the code of the schema, the flattening and the compaction's planning in small ways, and fails where the tests
# notice less than 85 % of the changes. The reports are in target/pit-reports of each module. See docs/mutation.md.
set -eu
cd "$(dirname "$0")/.."
here=$PWD
. "$here/.mvn/find-jdk-25.sh"
# the tests run in the JDK that Maven runs in
JAVA_HOME=$jdk exec mvn -B -ntp -Pmutation -pl schema,transform-fn,compaction-fn -am test "$@"
