#!/bin/sh
# What the CDK command line runs, in this folder: the app, on a JDK 25.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
classpath=$here/target/cdk.classpath

[ -s "$classpath" ] || {
    echo "The stack is not built. Run in the folder above: mvn package" >&2
    exit 1
}
. "$here/../.mvn/find-jdk-25.sh"
exec "$jdk/bin/java" -cp "$here/target/classes:$(cat "$classpath")" dev.telegramlake.cdk.LakeApp
