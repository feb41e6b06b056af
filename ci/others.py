"""Reads the outputs of a run in the working directory with other people's libraries; called by ci/others.sh."""

import base64
import json
import sys
from pathlib import Path

from in_toto_attestation.v1.statement import Statement
from google.protobuf.json_format import Parse
import in_toto_attestation.v1.statement_pb2 as statement_pb2
from jsonschema import Draft202012Validator, validators
from junitparser import JUnitXml
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey

ROOT = Path(sys.argv[1])
SUBJECTS = 2


def schema(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def validate(instance, path):
    """Raises on the first instance that breaks the schema; prints where."""
    document = schema(path)
    validator = validators.validator_for(document, default=Draft202012Validator)
    validator.check_schema(document)
    errors = sorted(validator(document).iter_errors(instance), key=lambda error: list(error.absolute_path))
    for error in errors[:5]:
        print(f"{path}: at {error.json_path}: {error.message[:300]}")
    assert not errors, f"{len(errors)} places break {path}"


def public_key(verifier_key, key_id):
    name_hash_key = verifier_key.strip().split("+", 2)
    raw = base64.b64decode(name_hash_key[2])[1:]
    return SSlibKey(key_id, "ed25519", "ed25519", {"public": raw.hex()})


def envelopes():
    lines = Path("out.dsse.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == SUBJECTS, f"{len(lines)} envelopes"
    key_text = Path(".govern/decision.vkey").read_text(encoding="utf-8")
    for line in lines:
        document = json.loads(line)
        key = public_key(key_text, document["signatures"][0]["keyid"])
        envelope = Envelope.from_dict(document)
        envelope.verify([key], 1)
        envelope.payload += b" "
        try:
            envelope.verify([key], 1)
        except VerificationError:
            pass
        else:
            raise AssertionError("securesystemslib accepts another payload")
        payload = base64.b64decode(document["payload"])
        statement = Parse(payload, statement_pb2.Statement())
        Statement.copy_from_pb(statement).validate()
        assert statement.predicate_type == "urn:govern:decision:v1"
        validate(json.loads(payload), "schemas/decision-statement.v1.schema.json")
    print(f"securesystemslib verifies {len(lines)} envelopes, and in-toto-attestation reads their statements")


def sarif():
    log = json.loads(Path("out.sarif").read_text(encoding="utf-8"))
    validate(log, "tests/fixtures/schemas/sarif-2.1.0.schema.json")
    results = sum(len(run.get("results", [])) for run in log["runs"])
    assert results > 0, "no results"
    print(f"jsonschema accepts the SARIF log of {results} results")


def junit():
    suites = JUnitXml.fromfile("out.xml")
    cases = [case for suite in suites for case in suite]
    failures = [case for case in cases if any(type(result).__name__ == "Failure" for result in case.result)]
    assert cases and failures, "the denied example has failures"
    assert all(case.name and case.classname for case in cases), "a case without a name"
    assert suites.tests == len(cases), f"{suites.tests} tests are announced, and {len(cases)} are there"
    print(f"junitparser reads {len(cases)} cases, {len(failures)} of them failures")


def code_quality():
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    issues = json.loads(Path("out.gitlab.json").read_text(encoding="utf-8"))
    for issue in issues:
        assert issue["description"] and issue["check_name"] and issue["fingerprint"], issue
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}, issue
        assert not issue["location"]["path"].startswith("./") and issue["location"]["lines"]["begin"] >= 1, issue
    fingerprints = {issue["fingerprint"] for issue in issues}
    assert issues and len(fingerprints) == len(issues), "two issues have one fingerprint"
    print(f"{len(issues)} code quality issues have what GitLab asks for")


def own_schemas():
    validate(json.loads(Path("out.json").read_text(encoding="utf-8")), "schemas/check-output.v1.schema.json")
    print("jsonschema accepts the JSON output")


for check in (envelopes, sarif, junit, code_quality, own_schemas):
    check()
