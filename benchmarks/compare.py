"""Measure poalint and its peers on the same drafts in one run, and print how they compare.

    python benchmarks/compare.py

See README.md in this folder for what the figures mean.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))

from peers import Program, env, find_peers, poalint

EXAMPLES = Path(__file__).parent.parent / "examples"
GROWTH = (1, 2, 4, 8, 16, 32, 64)


def main() -> None:
    """Read the options, find the peers, measure and print."""
    options = _options()
    text = _draft(options.draft)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    own = poalint()
    peers, missing = find_peers(options.folder or cache / "poalint-benchmarks")
    programs = [own, *peers]
    print(f"draft of {len(text.split())} words; Python {platform.python_version()}, {os.cpu_count()} cores")
    for word in missing:
        print(word)
    with tempfile.TemporaryDirectory() as folder:
        _cold(programs, text, Path(folder), options.runs)
        _warm(programs, text, options.runs)
        _many(programs, text, Path(folder), options.drafts)
        _in_languages(own, Path(folder), options.runs)
    _growth(programs, text, options.runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure poalint and its peers on the same drafts.")
    parser.add_argument("--draft", type=Path, help="draft to measure on (default: the two examples, 430 words)")
    parser.add_argument("--runs", type=int, default=15, help="runs of each program (default: 15)")
    parser.add_argument("--drafts", type=int, default=1000, help="drafts in one call (default: 1000)")
    parser.add_argument("--folder", type=Path, help="where peers are installed (default: in the user's cache folder)")
    return parser.parse_args()


def _draft(path: Path | None) -> str:
    paths = [path] if path else [EXAMPLES / "bad-draft.txt", EXAMPLES / "mended-draft.txt"]
    return "\n\n".join(one.read_text(encoding="utf-8") for one in paths)


def _cold(programs: Sequence[Program], text: str, folder: Path, runs: int) -> None:
    """Time the commands from start to end; the programs take turns, so that a busy machine slows all alike."""
    draft = folder / "draft.txt"
    draft.write_text(text, encoding="utf-8")
    times: dict[str, list[float]] = {program.name: [] for program in programs}
    for run in range(runs + 1):
        for program in programs:
            seconds = _seconds(program, [draft])
            if run:  # the first run fills the caches
                times[program.name].append(seconds)
    _table("cold command, one draft", {name: median(values) for name, values in times.items()}, "ms", 1000)


def _warm(programs: Sequence[Program], text: str, runs: int) -> None:
    """Time one draft in a process that has checked one before."""
    rounds: dict[str, list[float]] = {program.name: [] for program in programs if program.worker}
    for _ in range(3):
        for program in programs:
            if program.worker:
                rounds[program.name].append(program.times([text], runs)[0])
    _table("warm, one draft", {name: median(values) for name, values in rounds.items()}, "ms", 1000)
    for program in programs:
        if not program.worker:
            print(f"  {program.name:<22} can only be called as a command")


def _many(programs: Sequence[Program], text: str, folder: Path, number: int) -> None:
    """Time one call with many drafts, no two the same."""
    drafts = []
    for at in range(number):
        draft = folder / f"{at}.txt"
        draft.write_text(f"Case {at}\n\n{text}", encoding="utf-8")
        drafts.append(draft)
    times = {program.name: median(_seconds(program, drafts) for _ in range(3)) for program in programs}
    _table(f"{number} drafts in one call", times, "s", 1)


def _in_languages(own: Program, folder: Path, runs: int) -> None:
    """Time poalint alone on the example draft in each language, twice over: cold and warm, by English."""
    texts = {
        path.name.removesuffix(".txt").partition(".")[2] or "en": path.read_text(encoding="utf-8") * 2
        for path in sorted(EXAMPLES.glob("bad-draft*.txt"))
    }
    cold: dict[str, list[float]] = {language: [] for language in texts}
    for run in range(runs + 1):
        for language, text in texts.items():
            draft = folder / f"{language}.txt"
            draft.write_text(text, encoding="utf-8")
            seconds = _seconds(own, [draft])
            if run:
                cold[language].append(seconds)
    warm = dict(zip(texts, own.times(list(texts.values()), runs), strict=True))
    print(f"\nin each language\n  {'':<22}{'cold ms':>8}   by English{'warm ms':>12}   by English")
    english = median(cold["en"])
    for language, text in texts.items():
        mid = median(cold[language])
        shown = f"{language} ({len(text.split())} words)" if language != "ja" else f"ja ({len(text)} characters)"
        print(
            f"  {shown:<22}{mid * 1000:>8.1f}   {mid / english:>10.2f}"
            f"{warm[language] * 1000:>12.1f}   {warm[language] / warm['en']:>10.2f}"
        )


def _growth(programs: Sequence[Program], text: str, runs: int) -> None:
    """Time ever longer drafts, warm; a program is linear where twice the text takes twice the time."""
    print(f"\ngrowth: time for N times the draft, by that for one\n  {'':<22}" + "".join(f"{n:>8}" for n in GROWTH))
    texts = ["\n\n".join([text] * number) for number in GROWTH]
    for program in programs:
        if program.worker:
            times = program.times(texts, max(3, runs // 3))
            print(f"  {program.name:<22}" + "".join(f"{seconds / times[0]:>8.1f}" for seconds in times))


def _seconds(program: Program, drafts: Sequence[Path]) -> float:
    """Return the seconds that a command takes."""
    command = [*program.command, *map(str, drafts)]
    begin = perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=env(), check=False)
    seconds = perf_counter() - begin
    if done.returncode == 2 and done.stderr.startswith("Error"):  # other codes say how much was found
        sys.exit(f"{program.name} failed: {done.stderr.strip()}")
    return seconds


def _table(title: str, times: dict[str, float], unit: str, factor: float) -> None:
    """Print the times, and poalint's by that of each peer."""
    own = next(iter(times.values()))
    print(f"\n{title}\n  {'':<22}{unit:>8}   poalint / this")
    for name, seconds in times.items():
        print(f"  {name:<22}{seconds * factor:>8.1f}   {own / seconds:>8.2f}")


if __name__ == "__main__":
    main()
