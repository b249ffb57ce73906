"""Comments in a Markdown draft that silence findings: ``<!-- poalint-disable RULE -- reason -->``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from poalint.findings import Finding, Silenced, UnusedSuppression
from poalint.suppression.source import Ran, names_of
from poalint.text.positions import Lines

BY = "comment"
ENDINGS = (".md", ".markdown")
DISABLE, ENABLE, LINE, NEXT_LINE = "disable", "enable", "disable-line", "disable-next-line"
KNOWN = (DISABLE, ENABLE, LINE, NEXT_LINE)
_MARK = "poalint-"
_REASON = re.compile(r"(?:^|\s)--(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        kind: ``disable``, ``enable``, ``disable-line``, ``disable-next-line``, or what else stands there.
        names: rules, packs or categories; empty for all rules.
        reason: what stands behind ``--``.
        start, end: code points into the draft.
        line, column: of its start, from 1.
        target: for the kinds that name a line, that line; else 0.
    """

    kind: str
    names: tuple[str, ...]
    reason: str
    start: int
    end: int
    line: int
    column: int
    target: int = 0


def is_markdown(path: str) -> bool:
    """Return whether comments count in a draft, by the ending of its name."""
    return path.lower().endswith(ENDINGS)


def find_comments(text: str, lines: Lines) -> list[Comment]:
    """Return the comments of a text in order."""
    spans = list(_spans(text))
    following: list[int] = []
    found = []
    for start, end in spans:
        body = " ".join(text[start + 4 : end - 3].split())[len(_MARK) :]
        kind, _, rest = body.partition(" ")
        named, *reason = _REASON.split(rest, maxsplit=1)
        names = tuple(dict.fromkeys(named.replace(",", " ").split()))
        line, column = lines.position(start)
        target = line if kind == LINE else 0
        if kind == NEXT_LINE:
            following = following or _following(text, lines, spans)
            target = following[lines.position(end)[0]]
        found.append(Comment(kind, names, reason[0] if reason else "", start, end, line, column, target))
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each comment that speaks to poalint."""
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        at = end + 3
        if text[start + 4 : end].lstrip().startswith(_MARK):
            yield start, at


def _following(text: str, lines: Lines, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each line, by its number, the next one that holds more than comments."""
    parts = []
    last = 0
    for start, end in spans:
        parts += [text[last:start], " " * (end - start)]
        last = end
    masked = "".join([*parts, text[last:]])
    found = [0] * (len(lines) + 1)
    following = len(lines) + 1
    for line in range(len(lines), 0, -1):
        found[line] = following
        start, end = lines.span(line)
        if masked[start:end].strip():
            following = line
    return found


class Comments:
    """The comments of one draft as a way to silence."""

    def __init__(self, comments: Sequence[Comment], name: str, unknown: Mapping[str, str]) -> None:
        """Take the comments; ``unknown`` says of names that do not exist what is wrong, ``name`` is the draft's."""
        self._comments = comments
        self._name = name
        self._unknown = unknown
        self._used: set[tuple[int, str]] = set()
        self._switches: dict[str, list[Comment]] = {}  # "" stands for all rules
        self._lines: dict[tuple[int, str], Comment] = {}
        for comment in comments:
            for named in comment.names or ("",):
                if comment.kind in (DISABLE, ENABLE):
                    self._switches.setdefault(named, []).append(comment)
                elif comment.target:
                    self._lines.setdefault((comment.target, named), comment)

    def silence(self, finding: Finding) -> Silenced | None:
        """Return the finding as silenced if a comment is for the place where it starts."""
        latest: tuple[int, str, Comment] | None = None
        for name in (*names_of(finding), ""):
            comment = self._lines.get((finding.line, name))
            if comment is not None:
                return self._silenced(finding, comment, name)
            switches = self._switches.get(name, [])
            at = bisect_right(switches, finding.start, key=lambda switch: switch.start)
            if at and (latest is None or switches[at - 1].start > latest[0]):
                latest = (switches[at - 1].start, name, switches[at - 1])
        if latest is None or latest[2].kind == ENABLE:
            return None
        return self._silenced(finding, latest[2], latest[1])

    def unused(self, ran: Ran) -> Iterator[UnusedSuppression]:
        """Yield comments, or names in them, that silenced nothing."""
        open_before = False
        for comment in self._comments:
            if comment.kind not in KNOWN:
                yield self._unused(comment, f"“poalint-{comment.kind}” is no comment of poalint{_meant(comment.kind)}")
            elif comment.kind == ENABLE:
                if not open_before:
                    yield self._unused(comment, "poalint-enable ends nothing")
            else:
                open_before = open_before or comment.kind == DISABLE
                for name in comment.names or ("",):
                    if name in self._unknown:
                        yield self._unused(comment, self._unknown[name])
                    elif (comment.start, name) not in self._used and ran.covers(name):
                        what = f"poalint-{comment.kind} {name}".rstrip()
                        yield self._unused(comment, f"{what} silences nothing")

    def _silenced(self, finding: Finding, comment: Comment, name: str) -> Silenced:
        self._used.add((comment.start, name))
        return Silenced(finding, BY, self._place(comment), comment.reason)

    def _unused(self, comment: Comment, message: str) -> UnusedSuppression:
        return UnusedSuppression(BY, self._place(comment), message, self._name)

    def _place(self, comment: Comment) -> str:
        return f"{self._name}:{comment.line}:{comment.column}"


def _meant(kind: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(kind, KNOWN, n=1)
    return f"; did you mean poalint-{close[0]}?" if close else ""
