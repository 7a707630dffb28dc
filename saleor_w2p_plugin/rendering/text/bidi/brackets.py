"""Characters with resolved weak classes in, the direction of paired brackets set (UAX 9, N0)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

# BidiBrackets.txt of the Unicode Character Database, opening and closing by turns.
_BRACKETS: Final = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐"
    "⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］"
    "｛｝｟｠｢｣"
)
_CLOSING: Final = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSINGS: Final = frozenset(_CLOSING.values())
# BD16: deeper nesting gives up.
_MAX_OPEN: Final = 63
_STRONG: Final = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def pair(
    kinds: list[str], chars: Sequence[str], marks: Sequence[bool], *, own: str, before: str
) -> None:
    """Give both brackets of a pair, and the marks on them, one direction.

    `own` is the embedding direction, `before` the one in front of the sequence. Without this rule
    the closing bracket of "Dubai (دبي) 12" jumps over the number.
    """
    for opening, closing in sorted(_pairs(kinds, chars)):
        inside = {_STRONG.get(kind) for kind in kinds[opening + 1 : closing]} - {None}
        if not inside:
            continue
        context = (_STRONG.get(kind) for kind in reversed(kinds[:opening]))
        chosen = own if own in inside else next((kind for kind in context if kind), before)
        for place in (opening, closing):
            kinds[place] = chosen
            while place + 1 < len(kinds) and marks[place + 1]:
                place += 1
                kinds[place] = chosen


def _pairs(kinds: Sequence[str], chars: Sequence[str]) -> Iterator[tuple[int, int]]:
    opened: list[tuple[int, str]] = []
    for index, kind in enumerate(kinds):
        if kind != "ON":
            continue
        # Two pairs of angle brackets are canonically the same.
        char = unicodedata.normalize("NFC", chars[index])
        if char in _CLOSING:
            if len(opened) == _MAX_OPEN:
                return
            opened.append((index, _CLOSING[char]))
        elif char in _CLOSINGS:
            found = [place for place, (_, closing) in enumerate(opened) if closing == char]
            if found:
                yield opened[found[-1]][0], index
                del opened[found[-1] :]
