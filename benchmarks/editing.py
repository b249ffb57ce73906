"""Measure how long a writer waits for the language server: from a key to the diagnostics, and from the start.

    python benchmarks/editing.py

See README.md in this folder for what the figures mean.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

sys.path.insert(0, str(Path(__file__).parent))

from lsp_client import Client

from poalint.linter import Linter

EXAMPLES = Path(__file__).parent.parent / "examples"
TYPED = "We compare each label with its order before the parcel leaves, since 3 March 2026. "
URI = "file:///tmp/poalint-benchmark/draft.md"
_SIZES = (400, 5000)
_HEADINGS = ("Root cause", "Corrective actions", "Preventive measures")
_LENGTHS = range(6, 40)  # words of a sentence
_SETTLE = 1.0


def main() -> None:
    """Read the options, measure and print."""
    parser = argparse.ArgumentParser(description="Measure the language server beside harper-ls.")
    parser.add_argument("--keys", type=int, default=80, help="keys typed into each draft (default: 80)")
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between diagnostics and the next key")
    parser.add_argument("--harper", default=shutil.which("harper-ls"), help="path of harper-ls")
    options = parser.parse_args()
    servers = {"poalint": [sys.executable, "-m", "poalint", "lsp", "--stdio"]}
    if options.harper:
        servers["harper-ls"] = [options.harper, "--stdio"]
    else:
        print("harper-ls is not installed (cargo install harper-ls); it is left out")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    for name, command in servers.items():
        _start(command)  # fills caches
        begun = [_start(command) for _ in range(5)]
        print(f"\n{name}: start to the first diagnostics {_ms(median(begun))} (400 words)")
    print(f"\n{'words':>6} {'findings':>9}  {'server':<10} {'median':>9} {'p95':>9} {'memory':>9} {'peak':>9}")
    for size in _SIZES:
        for name, command in servers.items():
            _type(name, command, _draft(size), options.keys, options.pause)


def _draft(words: int) -> str:
    """Return the English examples, and behind them lists and paragraphs of sentences from the rules' own examples.

    No line stands twice: what a server remembers of one is of no use for another.
    """
    text = "\n\n".join(one.read_text(encoding="utf-8") for one in sorted(EXAMPLES.glob("*-draft.txt")))
    every = (one.text for rule in Linter(language="en").rules() for one in rule.examples if one.marked is None)
    fitting = (one.lstrip("- ") for one in every if "\n" not in one and len(one.split()) in _LENGTHS)
    sentences = iter(dict.fromkeys(fitting))
    for heading in cycle(_HEADINGS):
        if len(text.split()) >= words:
            return text
        paragraph, items = " ".join(islice(sentences, 4)), [f"- {one}" for one in islice(sentences, 8)]
        if not items:
            raise SystemExit(f"the rules' examples do not make a draft of {words} words")
        text = "\n\n".join([text, heading, paragraph, "\n".join(items)])
    raise AssertionError("a cycle has no end")


def _start(command: Sequence[str]) -> float:
    """Return the seconds from the start of a server to its first diagnostics."""
    client = Client(command)
    client.initialize("file:///tmp/poalint-benchmark")
    client.open(URI, _draft(_SIZES[0]))
    when, _ = client.diagnostics(URI, 1)
    client.stop()
    return when - client.started


def _type(name: str, command: Sequence[str], text: str, keys: int, pause: float) -> None:
    """Type into the middle of a draft, one key after the other, and print how long each took."""
    client = Client(command)
    client.initialize("file:///tmp/poalint-benchmark")
    client.open(URI, text)
    client.diagnostics(URI, 1)
    sleep(_SETTLE)
    middle = text.index("\n", len(text) // 2) + 1
    times = []
    findings = 0
    for number in range(1, keys + 1):
        typed = (TYPED * (keys // len(TYPED) + 1))[:number]
        begin = perf_counter()
        client.change(URI, text[:middle] + typed + text[middle:], number + 1)
        when, found = client.diagnostics(URI, number + 1)
        times.append(when - begin)
        findings = len(found)
        sleep(pause)
    times.sort()
    p95 = times[min(len(times) - 1, round(len(times) * 0.95))]
    memory = f"{client.megabytes():>6.0f} MB {client.megabytes('VmHWM'):>6.0f} MB"
    words = len(text.split())
    print(f"{words:>6} {findings:>9}  {name:<10} {_ms(median(times)):>9} {_ms(p95):>9} {memory}")
    client.stop()


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
