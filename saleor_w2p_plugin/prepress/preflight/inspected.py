"""Answers: what do the checks know of a file, and what does a check say?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from saleor_w2p_plugin.design.press import Press
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.boxes import Rect, Sheet
from saleor_w2p_plugin.prepress.preflight.codes import ExpectedCode, Located, locate
from saleor_w2p_plugin.prepress.preflight.reading.amounts import Measured
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page
from saleor_w2p_plugin.prepress.preflight.report import Severity

Numbers = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found; without a severity it has that of the rule."""

    message: str
    page: int | None = None
    area: Rect | None = None
    fix: str | None = None
    severity: Severity | None = None


@dataclass(slots=True)
class Gathered:
    """What is known of a file when all its pages were looked at.

    Spot inks by name and facts that standards ask for, each with the first page it is true of.
    """

    spots: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    page_count: int = 0


@dataclass(slots=True)
class Inspected:
    """A PDF under inspection.

    `sheets` are the product's pages, `spots` the names of the inks that its design knows; both are
    None where no product is known. `is_supplied` tells artwork from files that we have made;
    `profile` is the policy's own.
    """

    data: bytes
    pdf: pikepdf.Pdf
    press: Press
    sheets: Sequence[Sheet] | None = None
    spots: frozenset[str] | None = None
    codes: Sequence[ExpectedCode] = ()
    is_supplied: bool = False
    profile: bytes | None = None
    gathered: Gathered = field(default_factory=Gathered)
    measured: Measured = field(default_factory=Measured)
    _located: dict[ExpectedCode, Located | None] = field(default_factory=dict)
    _raster: raster.Opened | None = None

    @property
    def raster(self) -> raster.Opened:
        """Return the file opened for drawing."""
        if self._raster is None:
            self._raster = raster.Opened(self.data)
        return self._raster

    def located(self, code: ExpectedCode) -> Located | None:
        """Return where a reader finds a code, None where it does not."""
        if code not in self._located:
            is_there = code.page <= self.gathered.page_count
            self._located[code] = locate(self.data, code) if is_there else None
        return self._located[code]

    def close(self) -> None:
        """Give memory back."""
        if self._raster is not None:
            self._raster.close()


PageCheck = Callable[[Inspected, Page, Numbers], Iterator[Found]]
FileCheck = Callable[[Inspected, Numbers], Iterator[Found]]
