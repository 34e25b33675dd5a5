#!/bin/sh
# Builds the three function zips twice, the second time in another time zone, and compares them byte by byte.
set -eu
umask 022 # the jars hold the modes of the files that go into them
cd "$(dirname "$0")/.."
first=$(mktemp -d)
trap 'rm -rf "$first"' EXIT
modules=webhook-fn,transform-fn,compaction-fn

build() {
    ${MAVEN:-mvn} -q -B -ntp -DskipTests -pl "$modules" -am clean package
}

TZ=UTC build
for module in webhook-fn transform-fn compaction-fn; do
    cp "$module/target/$module.zip" "$first/"
done
TZ=Asia/Kathmandu build
for module in webhook-fn transform-fn compaction-fn; do
    cmp "$first/$module.zip" "$module/target/$module.zip"
    sha256sum "$module/target/$module.zip"
done
