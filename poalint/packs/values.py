"""Check single values of a pack against what their keys may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from poalint.packs import keys as described
from poalint.packs.keys import Key
from poalint.packs.model import Example, SuggestionTemplate
from poalint.packs.problems import Problems, did_you_mean, shown
from poalint.packs.raw import Value
from poalint.text.expressions import compile_expression

_SLOT = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    described.TEXT: ((str,), "text"),
    described.NUMBER: ((int, float), "a number"),
    described.INTEGER: ((int,), "a whole number"),
    described.BOOLEAN: ((bool,), "true or false"),
    described.CHOICE: ((str,), "text"),
    described.CHOICES: ((list,), "a list"),
    described.NAMES: ((list,), "a list of names"),
    described.PATTERNS: ((str,), "patterns as text, one a line"),
    described.NAMED_PATTERNS: ((dict,), "a mapping of names to patterns"),
    described.EXPRESSIONS: ((list,), "a list of expressions"),
    described.SWAPS: ((dict,), "a mapping of patterns to words"),
    described.TOKENS: ((list,), "a list of sequences, each a list of tokens"),
    described.SUGGESTIONS: ((list,), "a list of suggestions"),
    described.EXAMPLES: ((dict,), "a mapping with 'bad' and 'good'"),
    described.MAPPING: ((dict,), "keys with values"),
    described.NAMES_BY_NAME: ((dict,), "keys with lists of names"),
}


def type_of(data: object) -> str:
    """Return what a value is, in words."""
    if data is None:
        return "nothing"
    if isinstance(data, bool):
        return "true or false"
    names = {str: "text", int: "a number", float: "a number", list: "a list", dict: "keys with values"}
    return names.get(type(data), type(data).__name__)


def is_a(types: tuple[type, ...], data: object) -> bool:
    """Return whether data is of one of some types; truth values are no numbers."""
    return isinstance(data, types) and (not isinstance(data, bool) or bool in types)


def known_keys(value: Value, known: Mapping[str, Key] | frozenset[str], of: str, problems: Problems) -> None:
    """Note the keys of a mapping that do not exist."""
    for key, child in value.items():
        if key not in known:
            remedy = did_you_mean(key, known) or f"known are: {', '.join(sorted(known))}"
            child.wrong_key(problems, f"{of} has no key {shown(key)}", remedy)


def fits(key: Key, name: str, value: Value, problems: Problems) -> bool:
    """Return whether a value is what its key may hold, and note what is wrong."""
    types, wanted = _TYPES[key.type]
    if not is_a(types, value.data):
        remedy = "write 'key: |' and indent them" if key.type == described.PATTERNS else ""
        value.wrong(problems, f"{name!r} must be {wanted}, not {type_of(value.data)}", remedy)
        return False
    before = len(problems.found)
    if key.type == described.TEXT:
        _text(key, name, value, problems)
    elif key.type == described.PATTERNS:
        _block(name, value, problems)
    elif key.type in (described.NUMBER, described.INTEGER) and key.least is not None and value.data < key.least:
        value.wrong(problems, f"{name!r} must be {key.least:g} or more, not {value.data}")
    elif key.type == described.CHOICE:
        one_of(key, name, value, problems)
    elif key.type == described.CHOICES:
        for number in range(len(value.data)):
            _one_of_list(key, name, value.child(number), problems)
    elif key.type == described.NAMES:
        _names(key, name, value, problems)
    elif key.type in (described.NAMED_PATTERNS, described.NAMES_BY_NAME):
        if not value.data:
            value.wrong_key(problems, f"{name!r} is empty", "name at least one")
        inner = described.PATTERNS if key.type == described.NAMED_PATTERNS else described.NAMES
        for part, child in value.items():
            fits(Key(inner, key.description), f"{name}.{part}", child, problems)
    elif key.type == described.EXPRESSIONS:
        _expressions(name, value, problems)
    elif key.type == described.SWAPS:
        _swaps(name, value, problems)
    elif key.type == described.TOKENS:
        _tokens(name, value, problems)
    return len(problems.found) == before


def one_of(key: Key, name: str, value: Value, problems: Problems) -> None:
    """Note a text that is none of a key's choices."""
    if key.choices and value.data not in key.choices:
        close = did_you_mean(value.data, key.choices)
        remedy = f"{close} " if close else ""
        value.wrong(problems, f"{name} {shown(value.data)} is unknown", f"{remedy}one of: {', '.join(key.choices)}")


def _one_of_list(key: Key, name: str, value: Value, problems: Problems) -> None:
    if value.data not in key.choices:
        choices = ", ".join(key.choices)
        value.wrong(problems, f"{shown(value.data)} in {name} is unknown", f"one of: {choices}")


def _text(key: Key, name: str, value: Value, problems: Problems) -> None:
    if not value.data.strip():
        value.wrong_key(problems, f"{name!r} is empty", "write some words")
    elif len(value.data) > described.MAX_TEXT:
        value.wrong(problems, f"{name!r} is longer than {described.MAX_TEXT} characters", "shorten it")
    elif key.pattern and not re.fullmatch(key.pattern, value.data):
        value.wrong(
            problems, f"{name!r} cannot be {shown(value.data)}", key.description[0].lower() + key.description[1:]
        )


def _names(key: Key, name: str, value: Value, problems: Problems) -> None:
    for number, data in enumerate(value.data):
        child = value.child(number)
        if not isinstance(data, str) or not data.strip():
            child.wrong(problems, f"{name!r} is a list of names, not of {type_of(data)}")
        elif key.pattern and not re.fullmatch(key.pattern, data):
            child.wrong(
                problems, f"{shown(data)} in {name} is no such name", "lower case and hyphens, such as my-pack/my-rule"
            )
        elif data in value.data[:number]:
            child.wrong(problems, f"{shown(data)} stands twice in {name}", "remove one")


def _block(name: str, value: Value, problems: Problems) -> None:
    lines = [line for line in value.data.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        value.wrong_key(problems, f"{name!r} has no pattern", "write 'key: |' and indent one pattern a line below")
    elif len(lines) > described.MAX_LINES:
        value.wrong_key(problems, f"{name!r} has more than {described.MAX_LINES} lines", "split it")


def _expressions(name: str, value: Value, problems: Problems) -> None:
    if not value.data:
        value.wrong_key(problems, f"{name!r} is empty", "give at least one expression")
    for number, data in enumerate(value.data):
        child = value.child(number)
        if not isinstance(data, str) or not data:
            child.wrong(problems, f"an expression is text, not {type_of(data or None)}", "put it in quotes")
        elif len(data) > described.MAX_EXPRESSION:
            child.wrong(problems, f"expression longer than {described.MAX_EXPRESSION} characters", "split it")
        else:
            try:
                compile_expression(data)
            except ValueError as error:
                lacking = "perl operator" in str(error) or "escape sequence" in str(error)
                remedy = "it has no look-around and no back-references" if lacking else "mend it"
                child.wrong(problems, str(error), remedy)


def _swaps(name: str, value: Value, problems: Problems) -> None:
    if not value.data:
        value.wrong_key(problems, f"{name!r} is empty", "give at least one pattern and its plain word")
    for word, child in value.items():
        if not isinstance(child.data, str):
            child.wrong(problems, f"the plain word for {shown(word)} must be text, not {type_of(child.data)}")
        elif not word.strip():
            child.wrong_key(problems, f"a pattern of {name!r} is empty", "write the word to find")


def _tokens(name: str, value: Value, problems: Problems) -> None:
    if not value.data:
        value.wrong_key(problems, f"{name!r} is empty", "give at least one sequence")
    for number, sequence in enumerate(value.data):
        if not isinstance(sequence, list) or not sequence or not all(isinstance(token, dict) for token in sequence):
            value.child(number).wrong(
                problems, f"a sequence of {name!r} is a list of tokens, each a mapping of attributes"
            )
        elif _mentions(sequence, "REGEX"):
            remedy = "use the check kind 'regex', or IN with a list of words"
            value.child(number).wrong(problems, "REGEX in tokens is not allowed: its time has no limit", remedy)


def _mentions(data: Any, key: str) -> bool:
    if isinstance(data, dict):
        return key in data or any(_mentions(inner, key) for inner in data.values())
    return isinstance(data, list) and any(_mentions(inner, key) for inner in data)


def slots(name: str, value: Value, known: frozenset[str], problems: Problems) -> None:
    """Note the slots ``{...}`` of a message that nothing fills."""
    for match in _SLOT.finditer(value.data):
        slot = match.group(1)
        if slot in known or match.group() in ("{{", "}}"):
            continue
        before = value.data[: match.start()]
        at = value.places.within(value.keys, before.count("\n") + 1, match.start() - before.rfind("\n"))
        names = ", ".join(f"{{{one}}}" for one in sorted(known))
        if slot is None:
            message, remedy = f"single {match.group()!r} in {name}", "double it where a brace is meant"
        else:
            message = f"nothing fills {shown(match.group())} in {name}"
            remedy = did_you_mean(slot, known) or f"known here: {names}"
        problems.add(value.places.path, *at, message, remedy)


def suggestions(value: Value, known: frozenset[str], problems: Problems) -> tuple[SuggestionTemplate, ...]:
    """Return what a rule advises, and note what is wrong with it."""
    found = []
    if not value.data:
        value.wrong_key(problems, "a rule needs at least one suggestion", "write '- guidance: what to do'")
    for number, raw in enumerate(value.data):
        one = value.child(number)
        kinds = [kind for kind in described.SUGGESTION_KINDS if isinstance(raw, dict) and kind in raw]
        if len(kinds) != 1 or set(raw) - {kinds[0], "safe"}:
            one.wrong(problems, "a suggestion is one of guidance, replace or delete, and safe")
            continue
        kind, text = kinds[0], one.child(kinds[0])
        safe = raw.get("safe", False)
        if not isinstance(safe, bool):
            one.child("safe").wrong(problems, f"'safe' must be true or false, not {type_of(safe)}")
        if kind == "delete":
            if fits(Key(described.CHOICE, "", choices=described.DELETION_TARGETS), kind, text, problems):
                found.append(SuggestionTemplate("delete", safe=bool(safe), target=str(text.data)))
        elif not isinstance(text.data, str) or (kind == "guidance" and not text.data.strip()):
            text.wrong(problems, f"{kind!r} must be text, not {type_of(text.data or None)}")
        elif len(text.data) > described.MAX_TEXT:
            text.wrong(problems, f"{kind!r} is longer than {described.MAX_TEXT} characters", "shorten it")
        else:
            slots(kind, text, known, problems)
            found.append(SuggestionTemplate(kind, text.data, bool(safe)))
    return tuple(found)


def examples(value: Value, problems: Problems) -> tuple[Example, ...]:
    """Return a rule's examples, and note what is wrong with them."""
    found = []
    for quality, listed in value.items():
        if quality not in ("bad", "good"):
            listed.wrong_key(
                problems, f"examples are 'bad' or 'good', not {shown(quality)}", did_you_mean(quality, ("bad", "good"))
            )
        elif not isinstance(listed.data, list):
            listed.wrong(
                problems, f"{quality!r} must be a list of texts, not {type_of(listed.data)}", "begin each with '- '"
            )
        else:
            for number in range(len(listed.data)):
                example = _example(listed.child(number), quality, problems)
                if example is not None:
                    found.append(example)
    return tuple(found)


def _example(value: Value, quality: str, problems: Problems) -> Example | None:
    text, role = value.data, ""
    if isinstance(text, dict):
        before = len(problems.found)
        known_keys(value, described.EXAMPLE_KEYS, "an example", problems)
        for key, child in value.items():
            if key in described.EXAMPLE_KEYS and key != "text":
                fits(described.EXAMPLE_KEYS[key], key, child, problems)
        repeat = text.get("repeat", 1)
        if len(problems.found) > before:
            return None
        if repeat > described.MAX_REPEAT:
            value.child("repeat").wrong(problems, f"'repeat' must be {described.MAX_REPEAT} or less, not {repeat}")
            return None
        role = str(text.get("role", ""))
        said = text.get("text")
        if isinstance(said, str) and len(said) * repeat > described.MAX_EXAMPLE:
            value.wrong(problems, f"an example is longer than {described.MAX_EXAMPLE} characters", "shorten it")
            return None
        text = said * repeat if isinstance(said, str) else None
    if not isinstance(text, str) or not text.strip():
        value.wrong(
            problems, "an example is a text, or a mapping with 'text', 'role' and 'repeat'", "put the text in quotes"
        )
        return None
    if len(text) > described.MAX_EXAMPLE:
        value.wrong(problems, f"an example is longer than {described.MAX_EXAMPLE} characters", "shorten it")
        return None
    marked = None
    if quality == "bad":
        head, opened, rest = text.partition(">>")
        marked, closed, tail = rest.partition("<<")
        if not opened or not closed or not marked.strip():
            missing = "'>>'" if not opened else "'<<' behind '>>'" if not closed else "words between '>>' and '<<'"
            value.wrong(problems, f"a bad example has no {missing}", "mark what is reported as >>words<<")
            return None
        text = head + marked + tail.replace(">>", "").replace("<<", "")
    return Example(text, marked, value.places.value(value.keys)[0], role)
