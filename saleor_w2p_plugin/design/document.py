"""A design document as JSON in, frozen values that the rest of the plugin can rely on out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.fields.field import Field
from saleor_w2p_plugin.design.frame import AnyFrame
from saleor_w2p_plugin.design.inks import Colour
from saleor_w2p_plugin.design.press import DEFAULT, Press


@dataclass(frozen=True, slots=True)
class Background:
    """A page (from 1) of an artwork that lies behind all frames of a page."""

    name: str
    page: int


@dataclass(frozen=True, slots=True)
class Page:
    """One side of the product; width and height are those of the trimmed page, `slug_mm` is what
    the media box has around the bleed."""

    name: str
    width_mm: float
    height_mm: float
    bleed_mm: float
    slug_mm: float
    safe_mm: float
    artwork: Background | None
    frames: tuple[AnyFrame, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A design revision; `digest` is the sha256 hex of its canonical JSON, and of the brand's
    where one has been applied.

    `press` is the policy of the press that it is made for.
    `artwork` are PDF, SVG or HTML files by key, `files` what HTML may refer to; `outputs` name
    the pages of each output size, `allows_rgb` whether screen colours are converted or refused.
    """

    version: int
    name: str
    locale: str
    allows_rgb: bool
    fonts: Mapping[str, AssetRef]
    colours: Mapping[str, Colour]
    images: Mapping[str, AssetRef]
    artwork: Mapping[str, AssetRef]
    files: tuple[AssetRef, ...]
    fields: tuple[Field, ...]
    pages: tuple[Page, ...]
    outputs: Mapping[str, tuple[str, ...]]
    digest: str
    press: Press = DEFAULT


def load(raw: Mapping[str, object]) -> Document:
    """Read a design document.

    Raises DesignInvalid with every problem found, each with its JSON path.
    """
    # Imported late: both rooms below need the classes above.
    from saleor_w2p_plugin.design import reading, references

    document = reading.read(raw)
    references.check(document)
    return document
