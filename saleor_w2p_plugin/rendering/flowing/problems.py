"""What goes wrong while a document is set in, sentences for its designer out."""

from __future__ import annotations

import logging
import re
from typing import Final

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem

_MOST: Final = 20
# Paint that the engine leaves out: what it ignores elsewhere is mostly for screens.
_PAINT: Final = re.compile(
    r"(?:-webkit-)?(?:backdrop-filter|background-blend-mode|box-shadow|clip-path|filter|mask.*"
    r"|mix-blend-mode|text-shadow)"
)
_NO_PAINT: Final = ("none", "normal", "initial", "unset", "inherit")
# Warnings after which something of the document is missing or looks different.
_WARNINGS: Final = re.compile(
    r"Font-face|Invalid profile|Subgrids|Too many glyphs|Unable to|Unknown image mode"
    r"|Unsupported color space|.*(?:COLR|url\(|@import)"
)


# Family names that name no font (CSS Fonts 4, 2.1.3): the document's first fonts stand for them.
GENERIC: Final = frozenset(
    ("cursive", "emoji", "fangsong", "fantasy", "math", "monospace", "sans-serif", "serif",
     "system-ui", "ui-monospace", "ui-rounded", "ui-sans-serif", "ui-serif")
)  # fmt: skip


class Problems(logging.Handler):
    """Collects sentences, and hears what WeasyPrint warns of."""

    def __init__(self, hidden: str = "\0") -> None:
        """Leave `hidden` out of what is heard: the address that relative names are joined to."""
        super().__init__(logging.WARNING)
        self._hidden = hidden
        self._found: dict[str, None] = {}

    def listen(self) -> None:
        """Hear all that WeasyPrint warns of from now on."""
        logger = logging.getLogger("weasyprint")
        logger.handlers, logger.propagate = [self], False
        logger.setLevel(logging.WARNING)

    def add(self, sentence: str) -> None:
        """Note one problem; the same sentence counts once."""
        if len(self._found) < _MOST:
            self._found[sentence] = None

    def add_missing_font(self, family: str) -> None:
        """Note that a family was not handed over."""
        self.add(
            f"The document asks for the font {family.strip()[:100]}, which was not handed over."
        )

    def add_missing_character(self, character: str) -> None:
        """Note that no font has a character."""
        self.add(f"No font has the character {character} (U+{ord(character):04X}).")

    def emit(self, record: logging.LogRecord) -> None:
        """Note a warning of WeasyPrint when the page would lack something."""
        message = record.getMessage().replace(self._hidden, "")
        if any(sentence in message for sentence in self._found):
            return
        if message.startswith("Ignored `"):
            self._ignored(record, message)
        elif ".notdef glyph" in message and isinstance(record.args, tuple):
            self.add_missing_character(str(record.args[0]))
        elif record.levelno >= logging.ERROR or _WARNINGS.match(message):
            self.add(f"{message.rstrip('.')}.")

    def _ignored(self, record: logging.LogRecord, message: str) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        name, value = (str(part).lower() for part in arguments[:2])
        paints = _PAINT.fullmatch(name) and value not in _NO_PAINT
        if paints or "url(" in value or "image-set(" in value:
            self.add(f"{message.rstrip('.')}.")

    def check(self) -> None:
        """Raise ArtworkInvalid when there are any."""
        if self._found:
            raise ArtworkInvalid(
                *(W2PProblem(Code.ARTWORK_INVALID, text, "artwork") for text in self._found)
            )
