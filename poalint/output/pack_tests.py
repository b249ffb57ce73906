"""Show how a test of packs came out, as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from poalint.output.source import snippet
from poalint.output.style import Style
from poalint.output.width import shorten, wrap
from poalint.packtest import CorpusResult, Coverage, ExampleResult, PackTest, Part, Tally
from poalint.text.positions import Lines

_INDENT = "  "
_KINDS = {
    "line": "lines",
    "alternative": "alternatives",
    "option": "options",
    "exclusion": "exclusions",
    "entry": "entries",
}
_SAMPLES = 3


def render(result: PackTest, style: Style) -> str:
    """Return the failed examples, the remarks, coverage and drafts where asked for, and a last line with the sum."""
    page: list[str] = []
    for failure in result.failures:
        page += [*_failure(failure, style), ""]
    for remark in result.remarks:
        where = ": ".join(part for part in (remark.place, remark.rule) if part)
        page += [style.text(where) + style.paint("  warning", "warning")] if where else []
        page += [_INDENT + line for line in wrap(style.text(remark.message), style.columns - len(_INDENT))]
        page.append("")
    for coverage in result.coverage:
        page += [*_coverage(coverage, style), ""]
    if result.corpus is not None:
        page += [*_corpus(result.corpus, style), ""]
    failed = len(result.failures)
    told = style.paint(f"{failed} failed", "error") if failed else style.paint("all passed", "good")
    packs = style.text(", ".join(result.packs))
    page.append(
        f"{packs} ({result.language}): {_number(result.rules, 'rule')}, "
        f"{_number(len(result.examples), 'example')}, {told}, {_number(len(result.remarks), 'warning')}"
    )
    return "\n".join(page) + "\n"


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


# Examples


def _failure(result: ExampleResult, style: Style) -> Iterator[str]:
    yield style.paint(style.text(f"{result.place}: {result.rule}: {result.name} failed"), "error")
    lines = Lines(result.text)
    if result.expected is not None:
        yield f"{_INDENT}expected"
        yield from snippet(result.text, lines, result.expected, style, "good")
        yield f"{_INDENT}found" if result.found else f"{_INDENT}found nothing"
    else:
        yield f"{_INDENT}found, where nothing should be"
    for span in result.found:
        yield from snippet(result.text, lines, span, style, "error")
    if not result.found:
        for name, span in result.others[:_SAMPLES]:
            yield style.text(f"{_INDENT}{name} found “{result.text[span[0] : span[1]]}”")


# Coverage


def _coverage(coverage: Coverage, style: Style) -> Iterator[str]:
    total = len(coverage.parts)
    told = f"{coverage.pack}: the examples exercise {coverage.exercised} of {_number(total, 'part')}"
    yield style.paint(f"{told}, {int(coverage.percent)} %", "bold")
    counts = (
        f"{name} {sum(part.exercised for part in of_kind)}/{len(of_kind)}"
        for kind, name in _KINDS.items()
        if (of_kind := [part for part in coverage.parts if part.kind == kind])
    )
    yield _INDENT + "  ".join(counts)
    for parts in _by_line(coverage.parts):
        yield from _line_coverage(parts, style)


def _by_line(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield the parts of each line, and the entries of each class, that hold something not exercised."""
    groups: dict[tuple[str, ...], list[Part]] = {}
    for part in parts:
        line = part.line
        groups.setdefault((line.rule,) if part.kind == "entry" else (line.key,), []).append(part)
    return (group for group in groups.values() if not all(part.exercised for part in group))


def _line_coverage(parts: Sequence[Part], style: Style) -> Iterator[str]:
    line = parts[0].line
    name = line.name if parts[0].kind == "entry" else f"{line.rule} {line.set}"
    start = f"{line.place} {name}: "
    if parts[0].kind == "line" and not parts[0].exercised:
        yield from _fitted(start + f"no example matches “{line.text}”", style)
        return
    for kind, plural in _KINDS.items():
        of_kind = [part for part in parts if part.kind == kind]
        missing = [part.text for part in of_kind if not part.exercised]
        if missing:
            listed = ", ".join(dict.fromkeys(missing))
            yield from _fitted(start + f"{len(missing)} of {len(of_kind)} {plural} not exercised: {listed}", style)


def _fitted(text: str, style: Style, indent: str = _INDENT) -> Iterator[str]:
    """Yield a text on two lines at most."""
    room = style.columns - len(indent)
    lines = wrap(style.text(text), room)
    yield indent + lines[0]
    if len(lines) > 1:
        yield indent + _INDENT + shorten(" ".join(lines[1:]), room - len(_INDENT), style.mark("ellipsis"))


# Drafts


def _corpus(corpus: CorpusResult, style: Style) -> Iterator[str]:
    labels = f"{corpus.labelled} with labels" if corpus.labelled else "without labels"
    drafts = _number(corpus.drafts, "draft")
    yield style.paint(f"{drafts} ({labels}), {_number(corpus.words, 'word')}", "bold")
    head = "fired drafts  lost" + ("  right  other  false" if corpus.labelled else "")
    yield _INDENT + style.paint(head, "dim")
    by_rule: dict[str, list[Tally]] = {}
    for line in corpus.lines:
        by_rule.setdefault(line.rule, []).append(line)
    fired = [rule for rule in corpus.rules if rule.fired or rule.outranked]
    for rule in sorted(fired, key=_urgency):
        yield _INDENT + _row(rule, corpus) + "  " + style.paint(rule.rule, "bold")
        lines = [line for line in by_rule.get(rule.rule, ()) if line.fired or line.outranked]
        for tally in sorted(lines, key=_urgency):
            assert tally.line is not None
            row = _INDENT + _row(tally, corpus) + _INDENT * 2
            name = "" if tally.line.set in ("patterns", "expressions") else f"{tally.line.set}: "
            text = style.text(f"{Path(tally.line.place).name} {name}{tally.line.text}")
            yield row + shorten(text, max(20, style.columns - len(row)), style.mark("ellipsis"))
        for path, number, words, verdict in [one for one in rule.samples if one[3] in ("false", "mistaken")][:_SAMPLES]:
            said = {"false": "false alarm", "mistaken": "labelled otherwise"}[verdict]
            yield from _fitted(f"{path}:{number}: {said}: “{words}”", style, _INDENT * 4)
    quiet = sum(not line.fired and not line.outranked for line in corpus.lines)
    if quiet:
        yield f"{_INDENT}{quiet} of {_number(len(corpus.lines), 'line')} never fired"


def _urgency(tally: Tally) -> tuple[int, int, int]:
    return -tally.false, -tally.mistaken, -tally.fired


def _row(tally: Tally, corpus: CorpusResult) -> str:
    row = f"{tally.fired:>5} {tally.drafts:>6} {tally.outranked:>5}"
    return row + (f" {tally.right:>6} {tally.mistaken:>6} {tally.false:>6}" if corpus.labelled else "")
