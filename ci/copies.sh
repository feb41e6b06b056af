#!/usr/bin/env bash
# Runs the commands in the files that users copy, on a model that is allowed: they are right for this version of the
# program. `ci/copies.sh [GOVERN]`.
set -euo pipefail
cd "$(dirname "$0")/.."

root="$PWD"
govern="$(realpath -- "${1:-${CARGO_TARGET_DIR:-target}/release/govern}")"
scratch="$(mktemp -d)"
trap 'rm -rf -- "$scratch"' EXIT
card="$scratch/model_card.json"
cp examples/churn-model/* "$scratch/"
cd "$scratch"
export GITHUB_STEP_SUMMARY=summary.md

for file in ci/github.yml ci/gitlab-ci.yml ci/Jenkinsfile ci/pre-commit-config.yaml .pre-commit-hooks.yaml; do
    # Not in comments; up to what the shell does with the result.
    commands="$(grep -vE '^ *(#|//)' "$root/$file" | grep -oE "govern (check|audit) [^|;>']*")"
    while IFS= read -r command; do
        # pre-commit adds the names of the files.
        case "$file" in *pre-commit*) command+=" $card" ;; esac
        read -ra words <<<"${command#govern }"
        words=("${words[@]//\"\$GITHUB_STEP_SUMMARY\"/$GITHUB_STEP_SUMMARY}")
        if ! "$govern" "${words[@]}" >output.txt 2>&1; then
            cat output.txt
            echo "FAILED: $file: $command"
            exit 1
        fi
        echo "$file: $command"
    done <<<"$commands"
done
