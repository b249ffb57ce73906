"""Split texts into tokens whose lines are mostly those of a text met before: the others are all that is split anew."""

from __future__ import annotations

from poalint.text.memory import Memory
from poalint.text.tokens import Tokenizer, Tokens


class LineTokenizer:
    """A tokenizer that remembers lines; safe to share between threads if the other is. No token goes over a line's end.

    Args:
        tokenizer: splits the lines that are new.
        most: lines to remember.
    """

    def __init__(self, tokenizer: Tokenizer, most: int) -> None:
        self._tokenizer = tokenizer
        self._memory: Memory[Tokens] = Memory(most)

    def __call__(self, text: str) -> Tokens:
        """Return the tokens of ``text``; offsets are code points into it."""
        persons: dict[int, str] = {}
        tokens = Tokens([], [], [], [], persons=persons)
        begin = 0
        for line in text.split("\n"):
            known = self._of_line(line)
            persons.update((len(tokens) + at, name) for at, name in known.persons.items())
            tokens.starts.extend([begin + start for start in known.starts])
            tokens.ends.extend([begin + end for end in known.ends])
            tokens.norms.extend(known.norms)
            tokens.words.extend(known.words)
            tokens.lemmas.extend(known.lemmas)
            begin += len(line) + 1
        return tokens

    def _of_line(self, line: str) -> Tokens:
        known = self._memory.recall(line)
        if known is None:
            known = self._tokenizer(line)
            self._memory.keep(line, known)
        return known
