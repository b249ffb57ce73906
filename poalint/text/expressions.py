"""Regular expressions that cannot blow up: RE2 runs them in time linear in the text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=512)
def compile_expression(expression: str) -> Any:
    """Return a compiled RE2 expression.

    Raises:
        ValueError: RE2 cannot compile it (it has no look-around and no back-references).
    """
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 << 20
    try:
        return re2.compile(expression, options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        if isinstance(reason, bytes):
            reason = reason.decode(errors="replace")
        raise ValueError(f"not a regular expression that RE2 reads: {reason}") from None
