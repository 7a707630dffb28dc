"""A paragraph and its language in, the places where a line may end out."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def opportunities(text: str, language: str) -> list[int]:
    """Return the indexes before which a line may be broken (UAX 14), the end of the text last.

    Words of Thai, Lao, Khmer and Burmese are found by ICU's dictionaries.
    """
    # ICU takes 9 MB of memory, and most texts are never broken.
    from icu4py.breakers import LineBreaker

    # Half a character cannot be handed over; what stands for it breaks like it.
    breaker = LineBreaker(_SURROGATES.sub("\ufffd", text), language)
    # Its indexes count UTF-16 units, so the pieces are measured.
    return list(accumulate(len(piece) for piece in breaker))
