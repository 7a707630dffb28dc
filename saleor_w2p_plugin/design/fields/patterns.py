"""A field's regular expression in, a matcher whose time is linear in the answer out.

The syntax is RE2's: no look-around and no back-references, so a pattern such as `(a+)+b` cannot
stop a worker (R. Cox, Regular Expression Matching in the Wild, 2010).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

# Bytes of a compiled pattern: enough for any form field, refused beyond.
_LARGEST = 1 << 20


class Pattern(Protocol):
    """A compiled pattern."""

    def fullmatch(self, text: str) -> object | None:
        """Match the whole text, or return None."""


@lru_cache(maxsize=512)
def compile(pattern: str) -> Pattern:
    """Compile a pattern; raises ValueError with a sentence for what RE2 does not take."""
    # Imported late: few designs have patterns, and RE2 takes 2 MB.
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _LARGEST
    try:
        compiled: Pattern = re2.compile(pattern, options=options)
    except re2.error as error:
        reason = error.args[0]
        text = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"The pattern is not RE2 syntax: {text}.") from None
    return compiled
