"""Learn from labelled sentences how much each word speaks for a class of sentences, and write the table of cues.

    pip install -e '.[learn]'
    python training/learn.py en            writes rules/languages/en/cues.yaml
    python training/learn.py en --judge    prints how well sentences are told that were kept aside, and writes nothing

See README.md in this folder for the sentences, and docs/leanings.md for what the table does.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from poalint.document.parser import parse_document
from poalint.packs.model import Example
from poalint.ruleset import load_rules, load_ruleset, make_tokenizer
from poalint.text.cues import cues_of

ROOT = Path(__file__).parent
FINE = "fine"
CLASSES = (
    *("threat", "blame", "excuse", "plea", "complaint", "defence", "irrelevant", "apology", "hedge", "boilerplate"),
    *("emotion", "vague", "reactive", "not-done"),
)
_STEM = 6  # letters to which words are cut; none where words are known by their dictionary forms
_FOLDS = 5
_LEAST = 2  # sentences in which a cue must stand
_STRENGTH = 20.0  # the inverse of how much weights are kept small
_LISTED = 0.5  # how much a sentence of a list counts by one of a draft: in lists, faults are too frequent
_UNIT = 10
_SMALLEST = 5  # smaller weights are dust: the table is less than half as long without them, and no worse


@dataclass(frozen=True)
class Sample:
    """A sentence: its words, its classes, the classes it may be of, and where it comes from."""

    words: tuple[str, ...]
    classes: frozenset[str]
    perhaps: frozenset[str]
    source: str
    natural: bool


@dataclass(frozen=True)
class Table:
    """What was learnt.

    Attributes:
        classes: the classes, by number.
        stem: letters to which words are cut, 0 for none.
        rarity: of each cue, in tenths.
        unknown: rarity of a word that is no cue.
        weights: for each class those of the cues, in tenths.
        bias: of each class.
    """

    classes: Sequence[str]
    stem: int
    rarity: dict[str, int]
    unknown: int
    weights: Sequence[Any]
    bias: Sequence[float]


def main() -> None:
    """Read the options and learn."""
    parser = argparse.ArgumentParser(description="Learn the weights of words from labelled sentences.")
    parser.add_argument("language")
    parser.add_argument("--judge", action="store_true", help="print how well the weights do, and write nothing")
    options = parser.parse_args()
    samples = list(read(options.language))
    classes = [name for name in CLASSES if any(name in one.classes for one in samples)]
    stem = 0 if load_ruleset(options.language).profile.data.get("segmenter") else _STEM
    if options.judge:
        judge(samples, classes, stem)
        return
    path = ROOT.parent / "rules" / "languages" / options.language / "cues.yaml"
    path.write_text(written(learn(samples, classes, stem), mark_of(options.language)), encoding="utf-8")
    print(f"{path}: {len(samples)} sentences, {len(classes)} classes")


def read(language: str) -> Iterator[Sample]:
    """Yield the labelled sentences of a language: lists by class, drafts sentence by sentence, examples of rules."""
    tokenize = make_tokenizer(load_ruleset(language).profile)

    def sample(text: str, labels: Sequence[str], source: str, natural: bool) -> Sample:
        tokens = tokenize(text)
        sure = frozenset(label for label in labels if not label.startswith("?"))
        perhaps = frozenset(label[1:] for label in labels if label.startswith("?"))
        return Sample(tuple(tokens.lemmas or tokens.norms), sure, perhaps, source, natural)

    for path in sorted((ROOT / language).glob("*.yaml")):
        data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for name, sentences in data.items():
            for sentence in sentences:
                if isinstance(sentence, str):
                    yield sample(sentence, () if name == FINE else (name,), path.stem, natural=False)
                else:
                    yield sample(sentence[0], sentence[1:], f"{path.stem}/{name}", natural=True)
    for rule in load_rules(language):
        if rule.category in CLASSES and rule.kind != "leaning":
            for example in rule.examples:
                for text, labels in examples(example, rule.category, language):
                    yield sample(text, labels, rule.id, natural=False)


def examples(example: Example, category: str, language: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the sentences of a rule's example: those it must report, and in good ones what it must leave alone.

    What is not said of a sentence is not known: a good example of one rule may be at fault by another.
    """
    profile = load_ruleset(language).profile
    document = parse_document(example.text, profile, make_tokenizer(profile))
    for sentence in document.sentences:
        reported = example.marked is not None and (
            sentence.start < example.start + len(example.marked) and example.start < sentence.end
        )
        if reported:
            yield example.text[sentence.start : sentence.end], [category]
        elif example.marked is None:
            yield (
                example.text[sentence.start : sentence.end],
                [f"?{name}" for name in CLASSES if name != category],
            )


def mark_of(language: str) -> str:
    """Return the line by which a table says which sentences it was learnt from."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / language).glob("*.yaml")):
        digest.update(path.read_bytes())
    return f"# sentences: {digest.hexdigest()[:16]}"


def learn(samples: Sequence[Sample], classes: Sequence[str], stem: int) -> Table:
    """Return the weights that tell the classes apart best, and the rarity of each cue."""
    bags = [list(cues_of(one.words, stem)) for one in samples]
    counts: dict[str, int] = {}
    for bag in bags:
        for cue in bag:
            counts[cue] = counts.get(cue, 0) + 1
    rarity = {
        cue: round(_UNIT * (1 + log((1 + len(bags)) / (1 + count))))
        for cue, count in sorted(counts.items())
        if count >= _LEAST
    }
    unknown = round(_UNIT * (1 + log((1 + len(bags)) / 2)))  # as of a word in one sentence
    vectors = matrix(bags, rarity, unknown)
    trust = np.array([1.0 if one.natural else _LISTED for one in samples])
    weights, bias = [], []
    for name in classes:
        known = np.array([name not in one.perhaps for one in samples])
        model = LogisticRegression(C=_STRENGTH, max_iter=2000)
        right = np.array([name in one.classes for one in samples])
        model.fit(vectors[known], right[known], sample_weight=trust[known])
        tenths = np.rint(model.coef_[0] * _UNIT).astype(int)
        weights.append(np.where(abs(tenths) < _SMALLEST, 0, tenths))
        bias.append(round(float(model.intercept_[0]), 2))
    return Table(classes, stem, rarity, unknown, weights, bias)


def matrix(bags: Sequence[Sequence[str]], rarity: dict[str, int], unknown: int) -> csr_matrix:
    """Return a row for each sentence: the rarities of its cues, made of length one; unknown words make it longer."""
    columns = {cue: at for at, cue in enumerate(rarity)}
    data, places, ends = [], [], [0]
    for bag in bags:
        known = [cue for cue in bag if cue in rarity]
        strange = sum(cue not in rarity and " " not in cue for cue in bag)
        length = (sum(rarity[cue] ** 2 for cue in known) + strange * unknown**2) ** 0.5
        places.extend(columns[cue] for cue in known)
        data.extend(rarity[cue] / length for cue in known)
        ends.append(len(places))
    return csr_matrix((data, places, ends), (len(bags), len(columns)))


def written(table: Table, mark: str) -> str:
    """Return a table as YAML; cues without a weight stay, for what they add to the length of their sentence."""
    lines = []
    for at, (cue, figure) in enumerate(table.rarity.items()):
        pairs = " ".join(f"{name}:{column[at]}" for name, column in enumerate(table.weights) if column[at])
        lines.append(f"    {cue}\t{figure}\t{pairs}")
    head = (
        f"# Written by training/learn.py from the sentences in training/: change these, not the table.\n{mark}\ncues:\n"
    )
    keys = (
        f"  stem: {table.stem}\n  unknown: {table.unknown}\n  classes: [{', '.join(table.classes)}]\n"
        f"  bias: [{', '.join(map(str, table.bias))}]\n  table: |2\n"
    )
    return head + keys + "\n".join(lines) + "\n"


def judge(samples: Sequence[Sample], classes: Sequence[str], stem: int) -> None:
    """Print from which share on 7, 8 and 9 in 10 are right, for sentences of drafts that were kept aside in turn."""
    drafts = sorted({one.source for one in samples if one.natural})
    fold = {name: number % _FOLDS for number, name in enumerate(drafts)}
    shares = np.zeros((len(samples), len(classes)))
    for number in range(_FOLDS):
        aside = np.array([one.natural and fold[one.source] == number for one in samples])
        taught = [one for one, out in zip(samples, aside, strict=True) if not out]
        table = learn(taught, classes, stem)
        bags = [list(cues_of(one.words, stem)) for one, out in zip(samples, aside, strict=True) if out]
        vectors = matrix(bags, table.rarity, table.unknown)
        shares[aside] = 1 / (1 + np.exp(-(vectors @ np.array(table.weights).T / _UNIT + np.array(table.bias))))
    natural = np.array([one.natural for one in samples])
    first = shares.argmax(axis=1)
    for at, name in enumerate(classes):
        known = natural & np.array([name not in one.perhaps for one in samples])
        right = np.array([name in one.classes for one in samples])[known]
        share = np.where(first[known] == at, shares[known, at], 0)
        line = [f"{name:14} {right.sum():4}"]
        for wanted in (0.7, 0.8, 0.9):
            order = np.argsort(-share)
            good = np.cumsum(right[order])
            last = max((n for n in range(len(order)) if share[order[n]] and good[n] >= wanted * (n + 1)), default=-1)
            found, least = (good[last] / max(1, right.sum()), share[order[last]]) if last >= 0 else (0.0, 1.0)
            line.append(f"P {wanted} R {found:.2f} from {least:.2f}")
        print("   ".join(line))


if __name__ == "__main__":
    main()
