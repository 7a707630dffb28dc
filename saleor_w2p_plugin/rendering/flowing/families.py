"""The font families that a document asks for in, a problem for each that nobody handed over out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration, get_font_description

from saleor_w2p_plugin.rendering.flowing.problems import GENERIC, Problems


class Families(FontConfiguration):  # type: ignore[misc]
    """A font configuration that knows which families it was given.

    WeasyPrint sets a text in the next best font when none of its families is there, and says
    nothing. A generic family names no font, so the first ones given stand for it.
    """

    def __init__(self, problems: Problems) -> None:
        super().__init__()
        self._known: set[str] = set()
        self._problems = problems
        line_break.get_font_description = self._noted

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: object) -> None:
        """Add a font of an @font-face rule."""
        self._known.add(rule_descriptors["font_family"].lower())
        super().add_font_face(rule_descriptors, url_fetcher)

    def _noted(self, style: Mapping[str, Any]) -> object:
        names = [name.strip().lower() for name in style["font_family"]]
        if not any(name in self._known or name in GENERIC for name in names):
            self._problems.add_missing_font(", ".join(style["font_family"]))
        return get_font_description(style)
