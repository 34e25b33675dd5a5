# Sets jdk to a JDK 25, or says that there is none and ends. To be sourced.

is_25() {
    [ -x "$1/bin/java" ] && "$1/bin/java" -version 2>&1 | grep -q 'version "25[."]'
}

find_jdk() {
    on_path=$(command -v java 2>/dev/null || true)
    [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for jdk in "${JAVA_HOME:-}" "${JAVA25_HOME:-}" "${JAVA_HOME_25_X64:-}" "$on_path" \
        /usr/lib/jvm/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        if [ -n "$jdk" ] && is_25 "$jdk"; then
            echo "$jdk"
            return
        fi
    done
    return 1
}

jdk=$(find_jdk) || {
    echo "No JDK 25 was found. Install one (for example Temurin 25) and set JAVA_HOME to it." >&2
    exit 1
}
