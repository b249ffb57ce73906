"""Everything the linter needs for one language and one choice of packs, compiled once and cached.

The cache holds plain values written by ``marshal``, like Python's own compiled modules, in the user's cache folder
(``POALINT_CACHE`` names another, an empty value turns it off). It is keyed by every pack file's path, size and time.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poalint.errors import UsageError
from poalint.packs.model import Category, Profile, Rule, SuggestionTemplate
from poalint.patterns.lexicon import Lexicon
from poalint.text.tokens import Tokenizer

DEFAULT_PACKS = "default"
_MOST_FILES = 60
# What turns pack files into a rule set.
_COMPILING = (
    "packs/loader.py",
    "packs/model.py",
    "packs/yaml_reader.py",
    "patterns/compiler.py",
    "patterns/index.py",
    "patterns/inflection.py",
    "patterns/lexicon.py",
    "patterns/literals.py",
    "patterns/syntax.py",
    "text/segments.py",
    "text/tokens.py",
)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules and language data, ready to run.

    Attributes:
        language: code of the language.
        rules: in a fixed order: by pack, then as written.
        profile: the language.
        categories: by name.
        lexicon: word classes and patterns of the language and of all rules.
        supported: whether there are packs in this language (rules for any language run all the same).
    """

    language: str
    rules: tuple[Rule, ...]
    profile: Profile
    categories: Mapping[str, Category]
    lexicon: Lexicon
    supported: bool


def load_ruleset(language: str, packs: Sequence[str | Path] | None = None) -> RuleSet:
    """Return the rules of a language, from the cache if no pack file has changed.

    Args:
        language: language code.
        packs: names of shipped packs, paths of pack files or folders, or ``default`` for all shipped ones;
            ``None`` is ``("default",)``.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack does not exist.
    """
    sources = _sources(language, packs)
    cached = _read_cache(sources, language)
    if cached is not None:
        return _restore(cached)
    ruleset = _compile(language, sources)
    _write_cache(sources, language, ruleset)
    return ruleset


def load_rules(language: str, packs: Sequence[str | Path] | None = None) -> tuple[Rule, ...]:
    """Return the rules of a language as they are written, with the examples and patterns that a check does not need.

    Args:
        language: language code.
        packs: as for ``load_ruleset``.

    Raises:
        PackError: a pack is malformed.
        UsageError: a pack does not exist.
    """
    from poalint.packs.loader import load_categories, load_pack

    sources = _sources(language, packs)
    categories = load_categories(sources.folder / "categories.yaml")
    return tuple(rule for base, own in sources.files for rule in load_pack(base, own, categories).rules)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that rules exist in."""
    folder = _rules_folder() / "languages"
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))


def load_table(name: str) -> Any:
    """Return the data of a file that belongs to no language, such as ``languages`` or ``targets``, by cache.

    Raises:
        PackError: the file is malformed.
    """
    path = _rules_folder() / f"{name}.yaml"
    key = _cache_path(_stamp([path]) + name.encode())
    data = _load_marshal(key)
    if data is None:
        from poalint.packs.yaml_reader import read_yaml

        data = read_yaml(path)[0]
        _save_marshal(key, data)
    return data


def make_tokenizer(profile: Profile) -> Tokenizer:
    """Return a language's tokenizer."""
    if profile.data.get("segmenter"):
        from poalint.text.segments import Segmenter

        return Segmenter()
    contractions = profile.table("contractions")
    return Tokenizer(contractions.get("endings", {}), contractions.get("words", {}))


# Where packs come from


@dataclass(frozen=True, slots=True)
class _Sources:
    folder: Path
    files: tuple[tuple[Path, Path | None], ...]
    language_files: tuple[Path, ...]


def _rules_folder() -> Path:
    package = Path(__file__).parent
    shipped = package / "_rules"
    return shipped if shipped.is_dir() else package.parent / "rules"


def _sources(language: str, packs: Sequence[str | Path] | None) -> _Sources:
    folder = _rules_folder()
    shipped = _pack_files(folder, language)
    files: list[tuple[Path, Path | None]] = []
    for pack in packs if packs is not None else (DEFAULT_PACKS,):
        path = Path(pack)
        named = [pair for pair in shipped if pair[0].parent.name == str(pack)]
        if pack == DEFAULT_PACKS:
            files.extend(shipped)
        elif named:
            files.extend(named)
        elif path.is_dir():
            found = _pack_files(path.parent, language, only=path.name) or _pack_files(path, language)
            found += [(file, None) for file in sorted(path.glob("*.yaml")) if not (path / "pack.yaml").exists()]
            if not found:
                raise UsageError(f"{pack}: no pack in this folder has rules for language {language!r}")
            files.extend(found)
        elif path.is_file():
            files.append((path, None))
        else:
            names = sorted({base.parent.name for base, _ in shipped})
            raise UsageError(f"no pack {str(pack)!r}; give a path, or one of: {', '.join(names)}")
    return _Sources(
        folder, tuple(dict.fromkeys(files)), tuple(sorted((folder / "languages" / language).glob("*.yaml")))
    )


def _pack_files(folder: Path, language: str, only: str = "*") -> list[tuple[Path, Path | None]]:
    """Return (pack.yaml, language file) of the packs in a folder that have rules for a language or for any."""
    found: list[tuple[Path, Path | None]] = []
    for base in sorted(folder.glob(f"{only}/pack.yaml")):
        for code in (language, "any"):
            own = base.with_name(f"{code}.yaml")
            if own.exists():
                found.append((base, own))
    return found


# Compiling


def _compile(language: str, sources: _Sources) -> RuleSet:
    from collections import Counter

    from poalint.packs.loader import load_categories, load_pack, load_profile
    from poalint.patterns.compiler import PatternError, compile_lexicon
    from poalint.patterns.inflection import Inflector

    categories = load_categories(sources.folder / "categories.yaml")
    profile, where = load_profile(sources.folder / "languages", language)
    classes = dict(profile.table("classes"))
    sets = {f"language:{name}": block for name, block in profile.table("patterns").items()}
    rules: list[Rule] = []
    for base, own in sources.files:
        pack = load_pack(base, own, categories)
        rules.extend(map(_with_needs, pack.rules))
        for name, block in pack.classes.items():
            if name in classes:
                places, keys = pack.places[name]
                raise places.error(keys, f"word class {name!r} exists already; choose another name")
            classes[name] = block
        where.update(pack.places)
        for rule in pack.rules:
            sets.update({f"{rule.id}:{name}": block for name, block in rule.sets.items()})
    tokenizer = make_tokenizer(profile)
    inflection = profile.table("inflection")
    inflector = Inflector(
        inflection.get("irregular", {}),
        [(pattern, forms) for pattern, forms in inflection.get("rules", ())],
        inflection.get("separable"),
        tokenizer.forms,
    )
    examples = [example.text for rule in rules for example in rule.examples]
    frequencies: Counter[str] = Counter()
    for tokens in map(tokenizer, examples):
        frequencies.update(tokens.norms)
        frequencies.update(f"~{lemma}" for lemma in tokens.lemmas)
    try:
        lexicon = compile_lexicon(classes, sets, tokenizer.literal, inflector, frequencies, tokenizer.readings)
    except PatternError as error:
        places, keys = where[error.owner]
        raise places.error(keys, str(error), offset=error.line) from None
    data = {key: value for key, value in profile.data.items() if key not in ("classes", "patterns", "inflection")}
    supported = bool(sources.language_files)
    return RuleSet(language, tuple(rules), Profile(language, data), categories, lexicon, supported)


def _with_needs(rule: Rule) -> Rule:
    """Return a rule of regular expressions with what a text must hold for each of them to match."""
    if rule.kind != "regex":
        return rule
    from dataclasses import replace

    from poalint.patterns.literals import needed

    expressions = (*rule.params["expressions"], *rule.params.get("exceptions", ()))
    return replace(rule, params={**rule.params, "needs": {one: needed(one) for one in expressions}})


# The cache


def _stamp(files: Sequence[Path]) -> bytes:
    """Return what changes when one of the files, or the code that compiles them, changes."""
    parts = [sys.version]
    code = Path(__file__).parent
    for file in (*files, Path(__file__), *(code / part for part in _COMPILING)):
        try:
            stat = file.stat()
        except OSError:
            continue
        parts.append(f"{file} {stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(parts).encode()


def _ruleset_files(sources: _Sources) -> list[Path]:
    files = [sources.folder / "categories.yaml", *sources.language_files]
    for base, own in sources.files:
        files.extend([base] if own is None else [base, own])
    return files


def _cache_path(stamp: bytes) -> Path | None:
    folder = os.environ.get("POALINT_CACHE")
    if folder == "":
        return None
    if folder is None:
        base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
        home = Path(base) if base else Path.home() / ".cache"
        folder = str(home / "poalint")
    return Path(folder) / f"{hashlib.sha256(stamp).hexdigest()[:32]}.marshal"


def _load_marshal(path: Path | None) -> Any:
    if path is None:
        return None
    collecting = gc.isenabled()
    gc.disable()  # the collector would search the thousands of new tuples again and again, and find nothing
    try:
        return marshal.loads(path.read_bytes())  # noqa: S302 - written by this user's own poalint, like a .pyc file
    except (OSError, ValueError, EOFError, TypeError):
        return None
    finally:
        if collecting:
            gc.enable()


def _save_marshal(path: Path | None, data: Any) -> None:
    """Write the cache atomically; a folder that cannot be written only costs speed."""
    if path is None:
        return
    try:
        import tempfile

        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(marshal.dumps(_shared(data, {})))
        Path(file.name).replace(path)
        _prune(path.parent)
    except (OSError, ValueError):
        return


def _prune(folder: Path) -> None:
    """Delete the oldest files of the cache: each change of a pack leaves one that nobody reads again."""
    files = sorted(folder.glob("*.marshal"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST_FILES:]:
        file.unlink(missing_ok=True)


def _shared(value: Any, known: dict[Any, Any]) -> Any:
    """Return a value in which equal strings, numbers and tuples are one object: ``marshal`` writes those once."""
    if isinstance(value, dict):
        return {_shared(key, known): _shared(inner, known) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shared(inner, known) for inner in value]
    if isinstance(value, frozenset):
        return frozenset(_shared(inner, known) for inner in value)
    if isinstance(value, tuple):
        value = tuple([_shared(inner, known) for inner in value])
        return known.setdefault((tuple, *map(id, value)), value)
    return known.setdefault((type(value), value), value)


def _read_cache(sources: _Sources, language: str) -> Any:
    return _load_marshal(_cache_path(_stamp(_ruleset_files(sources)) + language.encode()))


def _write_cache(sources: _Sources, language: str, ruleset: RuleSet) -> None:
    path = _cache_path(_stamp(_ruleset_files(sources)) + language.encode())
    _save_marshal(path, _dump(ruleset))


def _plain(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in value.__slots__)


def _dump(ruleset: RuleSet) -> tuple[Any, ...]:
    """Return plain values; examples and patterns in their written form are left out, as a check needs neither."""
    rules = []
    for rule in ruleset.rules:
        values = dict(zip(rule.__slots__, _plain(rule), strict=True))
        values["suggestions"] = tuple(_plain(suggestion) for suggestion in rule.suggestions)
        values["examples"] = ()
        values["sets"] = dict.fromkeys(rule.sets, "")
        values["params"] = dict(rule.params)
        rules.append(tuple(values.values()))
    categories = tuple(_plain(category) for category in ruleset.categories.values())
    return (
        ruleset.language,
        tuple(rules),
        ruleset.profile.data,
        categories,
        ruleset.lexicon.dump(),
        ruleset.supported,
    )


def _restore(values: tuple[Any, ...]) -> RuleSet:
    language, raw_rules, data, raw_categories, lexicon, supported = values
    at = Rule.__slots__.index("suggestions")
    rules = tuple(
        Rule(*(*raw[:at], tuple(SuggestionTemplate(*one) for one in raw[at]), *raw[at + 1 :])) for raw in raw_rules
    )
    categories = {raw[0]: Category(*raw) for raw in raw_categories}
    return RuleSet(language, rules, Profile(language, data), categories, Lexicon.restore(lexicon), supported)
