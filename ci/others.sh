#!/usr/bin/env bash
# What we write, programs that we did not write can read: openssl the checkpoint and the envelope, Python libraries the
# envelope, the in-toto statement, SARIF, JUnit and our own JSON schemas. `ci/others.sh [GOVERN]`.
set -euo pipefail
cd "$(dirname "$0")/.."

root="$PWD"
govern="$(realpath -- "${1:-${CARGO_TARGET_DIR:-target}/release/govern}")"
cache="${GOVERN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/govern}"
scratch="$(mktemp -d)"
trap 'rm -rf -- "$scratch"' EXIT

# One allowed and one denied model, in every format that somebody else defined.
cp -r examples "$scratch/"
cd "$scratch"
status=0
"$govern" check examples/churn-model examples/credit-scoring -o sarif=out.sarif -o junit=out.xml -o gitlab=out.gitlab.json \
    -o dsse=out.dsse.jsonl -o json=out.json || status=$?
if [ "$status" -ne 1 ]; then
    echo "FAILED: exit status $status; one of the examples is denied, so it has to be 1"
    exit 1
fi
"$govern" audit show >checkpoint

# A checkpoint is a signed note: text, an empty line, and `— NAME BASE64` with 4 bytes of key hash before the signature.
sed '/^$/,$d' checkpoint >checkpoint.text
sed -n 's/^— [^ ]* //p' checkpoint | base64 -d | tail -c +5 >checkpoint.signature
# The verifier key is NAME+HASH+BASE64 of an algorithm byte and the public key; RFC 8410 has the 12 bytes before it.
{
    printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'
    cut -d+ -f3- .govern/log.vkey | base64 -d | tail -c +2
} >log.der

if command -v openssl >/dev/null && openssl version | grep -q '^OpenSSL [3-9]'; then
    verify() { openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey log.der -sigfile checkpoint.signature -in "$1"; }
    verify checkpoint.text
    sed 's/^3$/4/' checkpoint.text >checkpoint.forged
    if cmp -s checkpoint.text checkpoint.forged || verify checkpoint.forged >/dev/null 2>&1; then
        echo "FAILED: openssl accepts a checkpoint with another size"
        exit 1
    fi
    echo "openssl verifies the checkpoint"
else
    echo "SKIPPED: the checkpoint's signature: openssl 3 is not there"
fi

# The requirements are part of the name, so that a change of them makes a new environment.
requirements="$root/ci/others-requirements.txt"
environment="$cache/python-$(cksum <"$requirements" | cut -d' ' -f1)"
if [ ! -e "$environment/complete" ]; then
    rm -rf -- "$environment"
    if ! { python3 -m venv "$environment" && "$environment/bin/pip" install --quiet -r "$requirements"; } >pip.log 2>&1; then
        tail -n 3 pip.log
        echo "SKIPPED: envelope, statement, SARIF, JUnit and JSON schemas: the Python libraries cannot be installed here"
        exit 0
    fi
    touch "$environment/complete"
fi
"$environment/bin/python" "$root/ci/others.py" "$root"
