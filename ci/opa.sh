#!/usr/bin/env bash
# The packs are ordinary OPA bundles: the real OPA checks each with the shared functions of policies/lib, and runs its
# tests; so it does with the pack that `govern policy new` writes. `ci/opa.sh [GOVERN]`, where GOVERN is the program.
set -euo pipefail
cd "$(dirname "$0")/.."

version=1.22.0
govern="$(realpath -- "${1:-${CARGO_TARGET_DIR:-target}/release/govern}")"
cache="${GOVERN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/govern}"

is_pinned() { "$1" version 2>/dev/null | grep -qx "Version: $version"; }

# An OPA of another version may know other functions and other strict rules, so it does not count.
installed="$cache/opa-$version/opa"
if command -v opa >/dev/null && is_pinned opa; then
    opa=opa
elif [ -x "$installed" ] && is_pinned "$installed"; then
    opa="$installed"
elif command -v go >/dev/null; then
    echo "installing OPA $version"
    if ! GOBIN="$(dirname "$installed")" go install "github.com/open-policy-agent/opa@v$version"; then
        echo "SKIPPED: opa check and opa test: OPA $version cannot be installed here"
        exit 0
    fi
    opa="$installed"
else
    echo "SKIPPED: opa check and opa test: OPA $version is not on the PATH, and there is no Go to build it with"
    exit 0
fi

judge() {
    local bundle="$1" result
    # `opa test` is content with a bundle without tests; we are not.
    if [ -z "$(find "$bundle" -name '*_test.rego' -print -quit)" ]; then
        echo "FAILED: $bundle has no test"
        return 1
    fi
    "$opa" check --strict -b policies/lib "$bundle"
    if ! result="$("$opa" test -b policies/lib "$bundle" 2>&1)"; then
        printf '%s\n' "$result"
        echo "FAILED: opa test: $bundle"
        return 1
    fi
    echo "$(basename -- "$bundle"): $(tail -n 1 <<<"$result")"
}

"$opa" check --strict -b policies/lib
for manifest in policies/*/.manifest; do
    bundle="$(dirname -- "$manifest")"
    [ "$bundle" = policies/lib ] || judge "$bundle"
done

scratch="$(mktemp -d)"
trap 'rm -rf -- "$scratch"' EXIT
(cd "$scratch" && "$govern" policy new our-rules)
judge "$scratch/our-rules"
