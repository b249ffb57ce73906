"""Kind ``coverage``: a cause that no action addresses, told by the words they share."""

from __future__ import annotations

from collections.abc import Iterable

from poalint.checks.base import Context, Hit
from poalint.document.model import Sentence
from poalint.packs.model import Profile, Rule
from poalint.roles import ACTION_ROLES, ITEM, ROOT_CAUSE
from poalint.text.length import is_chinese
from poalint.text.memory import remembering
from poalint.text.tokens import Tokens

_STEM = 5
_REMEMBERED = 10_000  # words
_SHORTEST, _SHORTEST_KANA = 3, 2


def run(rule: Rule, context: Context) -> Iterable[Hit]:
    """Yield a hit for each of several causes of ``least`` to ``most`` words whose telling words no action shares.

    A word or two may be ``shared`` by chance. A cause is a list item of a root-cause section, or a sentence of it that
    matches ``patterns`` ("Second, ..."). A cause that matches ``unless`` (someone else's, or an outside event) needs no
    action. Nothing is said where the draft has no actions, or where most causes share no word with them: they may be
    worded otherwise.
    """
    causes = _causes(rule, context)
    if len(causes) < 2 or not context.actions:
        return
    least, most = int(rule.params["least"]), int(rule.params["most"])
    shared = int(rule.params.get("shared", 0))
    stems = context.profile.prepare(_Stems)
    document = context.document
    action_stems: set[str] = set()
    for section in document.sections:
        if ACTION_ROLES.intersection(section.roles):
            for block in document.blocks[section.blocks[0] : section.blocks[1]]:
                for sentence in document.sentences_of(block):
                    action_stems |= stems.of(document.tokens, sentence)
    told = [set().union(*(stems.of(document.tokens, sentence) for sentence in cause)) for cause in causes]
    uncovered = []
    for number, (cause, words) in enumerate(zip(causes, told, strict=True)):
        others = set().union(*(told[:number] + told[number + 1 :]))
        telling = words - others
        # Few words tell too little, and many belong to a story whose answer may be worded quite otherwise.
        if least <= len(words) <= most and len(telling) >= least - 1 and len(telling & action_stems) <= shared:
            uncovered.append(cause)
    if len(uncovered) * 2 > len(causes):
        return
    for cause in uncovered:
        yield Hit(rule, cause[0].start, cause[-1].end, sentence=cause[0].number)


def _causes(rule: Rule, context: Context) -> list[list[Sentence]]:
    document = context.document
    marked = context.matched(rule)
    outside = context.matched(rule, "unless") | context.toned
    causes: list[list[Sentence]] = []
    for section in document.with_role(ROOT_CAUSE):
        if ACTION_ROLES.intersection(section.roles):
            continue
        for block in document.blocks_of(section):
            sentences = document.sentences_of(block)
            if block.kind == ITEM and block.level == 1 and sentences:
                causes.append(sentences)
                continue
            if block.kind != "paragraph":
                continue
            for sentence in sentences:
                if sentence.number in marked:
                    causes.append([sentence])
                elif causes and causes[-1][-1].number == sentence.number - 1 and sentence.block == causes[-1][-1].block:
                    causes[-1].append(sentence)
    return [cause for cause in causes if not any(sentence.number in outside for sentence in cause)]


class _Stems:
    """Reduces words to comparable stems: synonyms to one of them, other words to their first letters.

    A synonym is a word, or a stem of five letters with ``*`` behind it.
    """

    def __init__(self, profile: Profile) -> None:
        table = profile.table("coverage")
        function = table.get("ignored", ())
        synonyms = table.get("synonyms", {})
        self.ignored = frozenset(function if isinstance(function, (list, tuple)) else ())
        self.synonyms: dict[str, str] = {}
        if isinstance(synonyms, dict):
            for name, words in synonyms.items():
                for word in (name, *words):
                    self.synonyms[word] = f"={name}"
        self._of_lemma = remembering(self._stem_of_lemma, _REMEMBERED)
        self._of_norm = remembering(self._stem_of_norm, _REMEMBERED)

    def of(self, tokens: Tokens, sentence: Sentence) -> set[str]:
        """Return the stems of a sentence's words."""
        # Where words are known by their dictionary forms, these are compared; a Chinese character is a word.
        stem, words = (self._of_lemma, tokens.lemmas) if tokens.lemmas else (self._of_norm, tokens.norms)
        return {*map(stem, words[sentence.first : sentence.last])} - {""}

    def _stem_of_lemma(self, word: str) -> str:
        return self._stem(word, 1 if is_chinese(word) else _SHORTEST if word.isascii() else _SHORTEST_KANA)

    def _stem_of_norm(self, word: str) -> str:
        return self._stem(word, 1 if is_chinese(word) else _SHORTEST)

    def _stem(self, word: str, shortest: int) -> str:
        """Return the stem of a word, "" for one that tells nothing."""
        if len(word) < shortest or word in self.ignored or not word[0].isalpha():
            return ""
        synonym = self.synonyms.get(word) or self.synonyms.get(word.rstrip("s"))
        stem = synonym or self.synonyms.get(f"{word[:_STEM]}*") or word[:_STEM]
        return "" if stem in self.ignored else stem
