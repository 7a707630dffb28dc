"""A chain of fonts and how to use it in, what HarfBuzz is told out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from saleor_w2p_plugin.design.features import switch
from saleor_w2p_plugin.rendering.text.fonts import Font

# Letters that are set apart may not be joined by a ligature (CSS Text 4, "letter-spacing").
_UNJOINED: Final = {"liga": 0, "clig": 0}
# Scripts that join their letters, which no gap may part (CSS Text 3, appendix D).
_CURSIVE: Final = frozenset(["Adlm", "Arab", "Mand", "Mong", "Nkoo", "Phag", "Rohg", "Syrc"])
# Readers take letters that stand a tenth of an em apart for words of their own.
LOOSE: Final = 0.08


@dataclass(frozen=True)
class Style:
    """How a text is set, its size apart.

    `fonts` is the chain: what the first font lacks is set in the next. `features` are OpenType
    features ("smcp", "-liga", "ss01=2"), `tracking` is added between clusters in thousandths of an
    em, but not in scripts that join their letters; `language` is a BCP 47 tag. Raises ValueError
    for a feature that is none.
    """

    fonts: tuple[Font, ...]
    features: tuple[str, ...] = ()
    tracking: float = 0.0
    language: str = "und"
    _switches: Mapping[str, int] | None = field(init=False, repr=False, compare=False)
    _apart: Mapping[str, int] | None = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        switches = dict(map(switch, self.features))
        apart = _UNJOINED | switches if self.tracking else switches
        # An empty mapping costs HarfBuzz twice the time of none.
        object.__setattr__(self, "_switches", switches or None)
        object.__setattr__(self, "_apart", apart or None)
        known = hash((self.fonts, self.features, self.tracking, self.language))
        object.__setattr__(self, "_hash", known)

    def __hash__(self) -> int:
        # A style is looked up for every line.
        return self._hash

    def switches(self, script: str) -> Mapping[str, int] | None:
        """Return the features to switch on, off or to a number for a script (ISO 15924)."""
        return self._switches if script in _CURSIVE else self._apart

    def tracking_in(self, script: str) -> float:
        """Return the tracking of a script (ISO 15924), in em."""
        return 0.0 if script in _CURSIVE else self.tracking / 1000
