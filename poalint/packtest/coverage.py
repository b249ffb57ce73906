"""Which parts of a pack no example exercises: lines, alternatives in groups, entries of the pack's own word classes.

A part is exercised when the pattern, left with that part alone, still matches in an example of its rule. An exclusion
``!( ... )`` is exercised when an example would match without it and does not match with it. What counts is that the
pattern matches, not that the rule reports: an exception is tested by a good example in which both match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from poalint.checks.registry import check_for
from poalint.packtest.lines import Line
from poalint.packtest.variants import class_names, renamed, variants
from poalint.packtest.workbench import Pattern, Workbench
from poalint.packtest.written import written
from poalint.patterns.matcher import Matcher
from poalint.patterns.matches import Match
from poalint.patterns.syntax import MAX_PATTERN_LENGTH
from poalint.patterns.syntax import Sequence as Nodes
from poalint.text.expressions import compile_expression


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pack that an example can exercise.

    Attributes:
        kind: ``line``, ``alternative``, ``option``, ``exclusion`` or ``entry`` (of a word class).
        text: the part as written.
        line: the line, or class entry, that it stands in.
        exercised: whether an example exercises it.
    """

    kind: str
    text: str
    line: Line
    exercised: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a pack its examples exercise.

    Attributes:
        pack: name of the pack.
        parts: by rule, then by line; entries of word classes stand last.
    """

    pack: str
    parts: tuple[Part, ...]

    @property
    def exercised(self) -> int:
        """Return how many parts are exercised."""
        return sum(part.exercised for part in self.parts)

    @property
    def percent(self) -> float:
        """Return the exercised share of all parts, 0 to 100; 100 of none."""
        return 100.0 * self.exercised / len(self.parts) if self.parts else 100.0


def measure_coverage(bench: Workbench, packs: Sequence[str]) -> list[Coverage]:
    """Return what the examples of some packs, by name, exercise."""
    return [_PackCoverage(bench, name).measure() for name in packs]


class _PackCoverage:
    def __init__(self, bench: Workbench, pack: str) -> None:
        self.bench = bench
        self.pack = pack
        self.rules = [rule for rule in bench.rules if rule.pack == pack]
        self.entries = list(bench.own_entries(pack))
        self.texts = {rule.id: [bench.draft(example)[0] for example in rule.examples] for rule in self.rules}
        self.trees = {
            line.key: bench.parse(line.text) for rule in self.rules for line in bench.lines[rule.id] if line.is_pattern
        }

    def measure(self) -> Coverage:
        lines = [line for rule in self.rules for line in self.bench.lines[rule.id]]
        whole = self.found({line.key: (line, self.trees[line.key]) for line in lines if line.is_pattern})
        # A line that matches nowhere has no alternative that does.
        tried = {
            f"{line.key}|{number}": (line, variant.nodes)
            for line in lines
            if whole.get(line.key)
            for number, variant in enumerate(variants(self.trees[line.key]))
        }
        single = self.found(tried)
        parts: list[Part] = []
        for line in lines:
            matched = bool(whole[line.key]) if line.is_pattern else self.listed_line_matches(line)
            parts.append(Part("line", line.text, line, matched))
            for number, variant in enumerate(variants(self.trees[line.key])) if line.is_pattern else ():
                places = single.get(f"{line.key}|{number}", set())
                exercised = bool(places - whole[line.key]) if variant.kind == "exclusion" else bool(places)
                parts.append(Part(variant.kind, variant.choice, line, exercised))
        used = self.used_entries([line for line in lines if whole.get(line.key)])
        parts += [Part("entry", entry.text, entry, entry.key in used) for entry in self.entries]
        return Coverage(self.pack, tuple(parts))

    def found(
        self, patterns: Mapping[str, tuple[Line, Nodes]], classes: Mapping[str, Pattern] | None = None
    ) -> dict[str, set[tuple[int, Match]]]:
        """Return where patterns match in the examples of their rules: (number of the example, match).

        Args:
            patterns: by any name: the line that it is made from, and the pattern.
            classes: word classes that they need beside those of the packs.
        """
        found: dict[str, set[tuple[int, Match]]] = {name: set() for name in patterns}
        texts = {name: (line.owner, written(nodes)) for name, (line, nodes) in patterns.items()}
        # The name of a narrow class can make a pattern of nearly the greatest length too long; it counts as unmatched.
        texts = {name: pattern for name, pattern in texts.items() if len(pattern[1]) <= MAX_PATTERN_LENGTH}
        if not texts:
            return found
        matcher = Matcher(self.bench.compile(texts, classes))
        for rule, examples in self.texts.items():
            for number, text in enumerate(examples):
                for name, matches in self.bench.matches(matcher, self.bench.document(text)).items():
                    if patterns[name][0].rule == rule:
                        found[name].update((number, match) for match in matches)
        return found

    def listed_line_matches(self, line: Line) -> bool:
        """Return whether a regular expression or token sequence finds something in an example by itself."""
        rule = next(rule for rule in self.rules if rule.id == line.rule)
        texts = self.texts[rule.id]
        if line.set == "exceptions":
            return any(compile_expression(line.text).search(text) for text in texts)
        alone = replace(rule, params={**rule.params, "exceptions": [], line.set: [line.value]})
        contexts = (self.bench.linter.examine(text, alone=True)[0] for text in texts)
        return any(True for context in contexts for _ in check_for(rule.kind)(alone, context))

    def used_entries(self, lines: Iterable[Line]) -> set[str]:
        """Return the keys of the class entries by which one of some patterns matches."""
        narrow = _NarrowClasses(self.bench, self.entries)
        patterns: dict[str, tuple[Line, Nodes]] = {}
        for line in lines:
            tree = self.trees[line.key]
            for name in dict.fromkeys(class_names(tree)):
                full = self.bench.class_name(line.owner, name)
                for entry in narrow.entries(full):
                    for nodes in renamed(tree, name, narrow.name(full, entry)):
                        patterns[f"{entry}|{len(patterns)}"] = (line, nodes)
        found = self.found(patterns, narrow.classes)
        return {name.rpartition("|")[0] for name, places in found.items() if places}


class _NarrowClasses:
    """Word classes with one entry each: for every entry of a pack's own classes, and every class that reaches it."""

    def __init__(self, bench: Workbench, entries: Iterable[Line]) -> None:
        self.classes: dict[str, Pattern] = {}
        self._bench = bench
        self._names: dict[tuple[str, str], str] = {}
        self._own: dict[str, list[tuple[Line, Nodes]]] = {}
        for entry in entries:
            self._own.setdefault(entry.rule[1:], []).append((entry, bench.parse(entry.text)))

    def entries(self, name: str) -> Iterator[str]:
        """Yield the keys of the entries that a class has, itself or through other classes of the pack."""
        yield from dict.fromkeys(self._reached(name))

    def _reached(self, name: str) -> Iterator[str]:
        for entry, tree in self._own.get(name, ()):
            yield entry.key
            for inner in class_names(tree):
                yield from self._reached(self._bench.class_name(entry.owner, inner))

    def name(self, name: str, entry: str) -> str:
        """Return the name of what is left of a class when only one entry may match."""
        known = self._names.get((name, entry))
        if known is None:
            known = self._names[name, entry] = f"poalint-only-{len(self._names)}"
            owner = self._own[name][0][0].owner
            self.classes[known] = (owner, "\n".join(written(nodes) for nodes in self._narrowed(name, entry)))
        return known

    def _narrowed(self, name: str, entry: str) -> Iterator[Nodes]:
        for own, tree in self._own[name]:
            if own.key == entry:
                yield tree
                continue
            for inner in dict.fromkeys(class_names(tree)):
                full = self._bench.class_name(own.owner, inner)
                if entry in self._reached(full):
                    yield from renamed(tree, inner, self.name(full, entry))
