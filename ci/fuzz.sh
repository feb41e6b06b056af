#!/usr/bin/env bash
# Runs each fuzz target for FUZZ_SECONDS (default 60): `ci/fuzz.sh [TARGET …]`.
#
# libFuzzer is linked by the crate libfuzzer-sys, and the flags that instrument our code work with a stable compiler, so
# neither nightly nor cargo-fuzz has to be there. What is missing compared with `cargo +nightly fuzz run TARGET`, which
# works too, is AddressSanitizer; there is no `unsafe` in this program for it to watch.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${FUZZ_SECONDS:-60}"
cache="${GOVERN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/govern}"
build="${CARGO_TARGET_DIR:-$PWD/target}"
if [ "$#" -gt 0 ]; then
    targets=("$@")
else
    mapfile -t targets < <(cd fuzz/fuzz_targets && basename -s .rs -- *.rs)
fi

# libFuzzer is written in C++.
if ! command -v "${CXX:-c++}" >/dev/null; then
    echo "SKIPPED: fuzzing: there is no C++ compiler (\`${CXX:-c++}\`)"
    exit 0
fi

triple="$(rustc -vV | sed -n 's/^host: //p')"
flags=(
    -Cpasses=sancov-module
    -Cllvm-args=-sanitizer-coverage-level=4
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
    -Cllvm-args=-sanitizer-coverage-pc-table
    -Cllvm-args=-sanitizer-coverage-trace-compares
    -Cdebug-assertions
    --cfg=fuzzing
)
# With --target, the flags are not used for build scripts and procedural macros.
RUSTFLAGS="${flags[*]}" cargo build --release --manifest-path fuzz/Cargo.toml --target "$triple" --target-dir "$build"

artifacts="$build/fuzz-artifacts"
mkdir -p "$artifacts"
for target in "${targets[@]}"; do
    # What was found before is kept outside of the clone, and is where the next run begins.
    found="$cache/fuzz-corpus/$target"
    log="$artifacts/$target.log"
    mkdir -p "$found"
    # -timeout: seconds for one input. Malformed documents must be refused, not chewed on.
    if ! "$build/$triple/release/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$artifacts/$target-" "$found" "fuzz/corpus/$target" >"$log" 2>&1; then
        tail -n 60 "$log"
        echo "FAILED: fuzz target $target; the input is in $artifacts"
        exit 1
    fi
    runs="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    echo "fuzz target $target: $runs inputs in $seconds s, none broke it"
done
