"""Time a check with a warm LanguageTool server beside a bare request to it.

    python benchmarks/grammar_speed.py --url http://127.0.0.1:8081 [--draft FILE] [--runs 15]

The bare request asks for the same passages with the same rules off. LanguageTool remembers sentences, so that both are
asked about a text whose every sentence is new in each run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from poalint import Linter
from poalint.grammar.service import GrammarService

DRAFT = """\
Problem

Between 3 and 17 May 2026, 14 of 402 orders left late (3.5 %), among them 204-3318842-7750916.

Root cause

Our packer Anna Sowerby worked from a printed list, and nobody replaced her while she was ill.

What we have done

- On 18 May 2026 Jan Petersen refunded the 14 buyers.
- On 19 May 2026 we trained a second packer, Emre Demir.

What prevents it

- Every day at 15:00 Jan Petersen compares the list of orders with the parcels on the shelf.
- Since 20 May 2026 the software warns him of each order that is older than a day.
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--draft", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    draft = options.draft.read_text(encoding="utf-8") if options.draft else DRAFT
    own, both = Linter(language="en"), Linter(language="en", grammar=GrammarService(url=options.url, deadline=120))
    both.check(draft)
    times: dict[str, list[float]] = {}

    def take(name: str, begin: float) -> None:
        times.setdefault(name, []).append(1000 * (perf_counter() - begin))

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "draft.txt")
        command = [sys.executable, "-m", "poalint", "check", "-q", "--isolated", str(file)]
        for run in range(options.runs):
            service = GrammarService(url=options.url, deadline=120)
            begin = perf_counter()
            service.matches(_new(draft, run, "a"), "en")
            take("bare request", begin)
            begin = perf_counter()
            own.check(_new(draft, run, "b"))
            take("check without grammar, in a process", begin)
            begin = perf_counter()
            assert both.check(_new(draft, run, "c")).grammar
            take("check with grammar, in a process", begin)
            file.write_text(_new(draft, run, "d"), encoding="utf-8")
            begin = perf_counter()
            subprocess.run(command, capture_output=True, check=False)
            take("poalint check", begin)
            file.write_text(_new(draft, run, "e"), encoding="utf-8")
            begin = perf_counter()
            subprocess.run([*command, "--grammar", "--grammar-url", options.url], capture_output=True, check=False)
            take("poalint check --grammar", begin)
    bare = median(times["bare request"])
    for name, taken in times.items():
        print(f"{name:38}{median(taken):8.0f} ms{median(taken) / bare:8.2f}")


def _new(draft: str, run: int, name: str) -> str:
    """Return the draft with another figure in each sentence."""
    return draft.replace(" the ", f" the {run + 2}{ord(name)} ").replace("May", f"May ({run}{ord(name)})")


if __name__ == "__main__":
    main()
