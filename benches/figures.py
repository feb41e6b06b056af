#!/usr/bin/env python3
"""Measures the figures of the README and prints its table.

    python3 benches/figures.py [--runs 60]

Everything is measured in one run on one machine, interleaved, and given as a ratio to `/bin/true` started the same way;
absolute times on a shared machine mean little. OPA and conftest are compared where they are installed (`go install`);
they get the same controls, the same parameters and the same normalised card, and record nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT / "examples/churn-model/model_card.json"
CARDS = 1000


def build():
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT, check=True, capture_output=True
    )
    return Path(json.loads(metadata.stdout)["target_directory"]) / "release/govern"


def run(command, cwd):
    """Wall time in milliseconds and peak memory in MB of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    return (time.perf_counter() - started) * 1000, usage.ru_maxrss / 1024


def measure(commands, cwd, runs):
    """Medians of several commands, run in turn so that the machine's moods hit all of them alike."""
    samples = {name: [] for name in commands}
    for name, command in commands.items():
        run(command, cwd)
    for _ in range(runs):
        for name, command in commands.items():
            samples[name].append(run(command, cwd))
    middle = runs // 2
    return {
        name: (sorted(wall for wall, _ in values)[middle], max(memory for _, memory in values))
        for name, values in samples.items()
    }


def output(command, cwd):
    return json.loads(subprocess.run(command, cwd=cwd, capture_output=True).stdout)


def policies_for_others(govern, work):
    """The packs that govern ran, without tests, and the input that it gave them."""
    shown = output([govern, "show", CARD, "-o", "json"], work)["subjects"][0]
    checked = output([govern, "check", "--dry-run", CARD, "-o", "json"], work)["decisions"][0]
    classes = {pack.replace("-", "_"): keys for pack, keys in checked["classes"].items()}
    context = {
        "as_of": checked["as_of"],
        "scope": checked["scope"],
        "organisation": None,
        "approvals": [],
        "attestations": [],
        "intake": [],
        "jurisdictions": shown["subject"]["purpose"]["jurisdictions"],
        "class": classes,
        "tier": checked["tier"]["established"],
    }
    subject_input = {"subject": shown["subject"], "context": context, "provenance": {}, "raw": {}, "evidence": {}}
    (work / "input.json").write_text(json.dumps(subject_input))
    packs = [pack["id"] for pack in checked["packs"] if pack["status"] == "ran"]
    target, parameters = work / "policies", {}
    for pack in packs + ["lib"]:
        source = ROOT / "policies" / pack
        shutil.copytree(source, target / pack, ignore=shutil.ignore_patterns("*_test.rego"))
        for data in source.glob("params/*/data.json"):
            parameters[data.parent.name] = json.loads(data.read_text())
    (work / "data.json").write_text(json.dumps({"params": parameters}))
    (target / "main.rego").write_text(
        "package main\n\ndeny contains finding.message if {\n"
        "\tsome pack, file, rule\n\tfinding := data.govern[pack][file][rule]\n\tfinding.outcome == \"fail\"\n}\n"
    )
    return packs


def single(govern, runs):
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        packs = policies_for_others(govern, work)
        bundles = [part for pack in packs + ["lib"] for part in ("-b", str(work / "policies" / pack))]
        commands = {"/bin/true": ["/bin/true"], "govern check": [govern, "check", "--quiet", CARD]}
        if opa := shutil.which("opa"):
            commands["opa eval"] = [opa, "eval", *bundles, "-i", "input.json", "data.govern"]
        else:
            print("notice: opa is not installed; its row is left out", file=sys.stderr)
        if conftest := shutil.which("conftest"):
            commands["conftest test"] = [conftest, "test", "-p", "policies", "-d", "data.json", "input.json"]
        else:
            print("notice: conftest is not installed; its row is left out", file=sys.stderr)
        return measure(commands, work, runs)


def engine():
    """Cards a second that the Rego engine alone can take, on as many threads."""
    bench = ["cargo", "bench", "--quiet", "--bench", "engine"]
    return float(subprocess.run(bench, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()[0])


def rich():
    """The example: complete, and with counts by group, which is the most that a card can give to evaluate."""
    return [json.loads(CARD.read_text())]


def adhoc():
    """The shapes that most teams have."""
    cards = [json.loads(path.read_text()) for path in sorted((ROOT / "tests/fixtures/cards/adhoc").glob("*.json"))]
    return [card for card in cards if isinstance(card, dict)]


def named(card, number):
    """The card under a name of its own, so that each is a subject of its own."""
    card = json.loads(json.dumps(card))
    inner = [value for value in card.values() if isinstance(value, dict)]
    places = [(place, key) for place in (card, *inner) for key in ("model_name", "modelName", "name", "model", "model_id")]
    given = [(place, key) for place, key in places if isinstance(place.get(key), str)]
    for place, key in given or [(card, "name")]:
        place[key] = f"model-{number}"
    return card


def many(govern, cards, count):
    """Decisions a second and peak memory, for as many cards."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "cards").mkdir()
        for number in range(count):
            (work / f"cards/{number}.json").write_text(json.dumps(named(cards[number % len(cards)], number)))
        run([govern, "check", "--quiet", CARD], work)
        wall, memory = run([govern, "check", "--quiet", "cards"], work)
        return count / wall * 1000, memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=60)
    runs = parser.parse_args().runs
    govern = build()
    rows = single(govern, runs)
    base, own = rows["/bin/true"][0], rows["govern check"][0]
    print("| one card | wall time | against `/bin/true` | against `govern` | peak memory |")
    print("|---|---|---|---|---|")
    for name, (wall, memory) in rows.items():
        print(f"| `{name}` | {wall:.1f} ms | {wall / base:.1f} | {wall / own:.1f} | {memory:.0f} MB |")
    print()
    print("| many cards, every decision durable | decisions a second | a core | peak memory |")
    print("|---|---|---|---|")
    for what, cards, count in (
        ("ad hoc cards", adhoc(), CARDS),
        ("complete cards", rich(), CARDS // 10),
        ("complete cards", rich(), CARDS),
    ):
        rate, memory = many(govern, cards, count)
        print(f"| `govern check` on {count} {what} | {rate:.0f} | {rate / os.cpu_count():.0f} | {memory:.0f} MB |")
    alone = sorted(engine() for _ in range(3))[1]
    what = "the Rego engine alone on complete cards: nothing read, judged or recorded"
    print(f"| {what} | {alone:.0f} | {alone / os.cpu_count():.0f} | |")


if __name__ == "__main__":
    main()
