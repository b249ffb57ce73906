"""Type at random into the language server for a long time: it must not fall, grow, or end with other findings.

    python benchmarks/soak.py --edits 10000

Edits are keys, deletions, undone ones, pastes of many kinds of characters, and versions that skip; some come faster
than they can be checked. At the end, and now and then, the diagnostics are compared with those of a cold check.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from lsp_client import Client

import poalint

EXAMPLES = Path(__file__).parent.parent / "examples"
COMMAND = (sys.executable, "-m", "poalint", "lsp", "--stdio")
URI = "untitled:soak"
_PIECES = (
    *"abcdefghijklmnopqrstuvwxyz",
    *(" ", " ", ". ", "\n", "\n\n", "\r\n", "\r", "- ", "1. ", "## ", "!!!", "“", "”", "[", "]", "6 %", "\t"),
    *(
        "😀",
        "👩‍👩‍👧",
        "配送業者が荷物を紛失しました。",
        "é",
        "\u2028",
        "\x0b",
        "\x0c",
        "\x85",
        "𝒳",
        "\ufeff",
        "\u200b",
        "\x00",
    ),
    "On 3 March 2026 we refunded 14 buyers. ",
    "We beg you for a second chance! ",
    "\nPreventive actions\n- Ana Ruiz, buyer, checks each invoice on Mondays.\n",
)
_LONGEST = 6000  # characters


def soak(edits: int, seed: int = 1, compare: int = 100) -> dict[str, Any]:
    """Run random edits and return what was seen.

    Args:
        edits: how many.
        seed: of the edits.
        compare: after how many edits the diagnostics are compared with a cold check.

    Raises:
        AssertionError: diagnostics are others than those of a cold check, or the server ended badly.
    """
    chance = random.Random(seed)
    client = Client(COMMAND)
    client.initialize("file:///tmp")
    text = (EXAMPLES / "bad-draft.txt").read_text(encoding="utf-8")
    version, undone = 1, [text]
    client.open(URI, text)
    client.diagnostics(URI, version)
    memory, mapped = [], 0.0
    for number in range(1, edits + 1):
        text = _edited(text, undone, chance)
        version += chance.choice((1, 1, 1, 2, 50))
        client.change(URI, text, version)
        if chance.random() < 0.05:
            place = {"line": chance.randrange(60), "character": chance.randrange(90)}
            item = {"textDocument": {"uri": URI}}
            client.request("textDocument/hover", {**item, "position": place})
            where = {"start": {"line": 0, "character": 0}, "end": place}
            client.request("textDocument/codeAction", {**item, "range": where, "context": {"diagnostics": []}})
        if number % compare == 0 or number == edits:
            _same(client.diagnostics(URI, version)[1], text)
            memory.append(client.megabytes("RssAnon"))
            mapped = max(mapped, client.megabytes("RssFile"))
    status = client.stop()
    assert status == 0, f"the server ended with {status}: {client.errors.decode()[-2000:]}"
    assert not client.errors, client.errors.decode()[-2000:]
    half = memory[len(memory) // 2]
    return {"edits": edits, "first": memory[0], "half": half, "last": memory[-1], "peak": max(memory), "mapped": mapped}


def _edited(text: str, undone: list[str], chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.08 and len(undone) > 1:
        return undone.pop()
    at = chance.randrange(len(text) + 1)
    if len(text) > _LONGEST or kind < 0.25:
        text = text[:at] + text[at + chance.choice((1, 1, 3, 20, 400 if len(text) > _LONGEST else 5)) :]
    else:
        text = text[:at] + chance.choice(_PIECES) + text[at:]
    undone.append(text)
    del undone[:-50]
    return text


def _same(diagnostics: list[dict[str, Any]], text: str) -> None:
    report = poalint.check(text) if text.strip() else None
    cold = [(one.rule, one.message) for one in report.findings] if report is not None else []
    warm = [(one["code"], one["message"]) for one in diagnostics]
    assert warm == cold, f"{len(warm)} findings after edits, {len(cold)} by a cold check"


def main() -> None:
    """Read the options, run, and print."""
    parser = argparse.ArgumentParser(description="Type at random into the language server.")
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    seen = soak(options.edits, options.seed)
    print(f"{seen['edits']} edits, no fall, findings as by a cold check")
    print(
        f"memory: {seen['first']:.0f} MB at first, {seen['half']:.0f} MB at half, {seen['last']:.0f} MB at last, "
        f"{seen['peak']:.0f} MB at most; besides {seen['mapped']:.0f} MB of files, Japanese's dictionary among them"
    )


if __name__ == "__main__":
    main()
