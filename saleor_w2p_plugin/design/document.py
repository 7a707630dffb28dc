"""A design document as JSON in, frozen values that the rest of the plugin can rely on out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "multiline", "email", "phone", "url", "choice"]
Align = Literal["left", "center", "right"]
Overflow = Literal["shrink", "error"]
ErrorCorrection = Literal["L", "M", "Q", "H"]


@dataclass(frozen=True, slots=True)
class FontRef:
    """A TrueType font: path below the design's folder, and the checksum of its bytes."""

    asset: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ArtworkRef:
    """The PDF behind the frames: path below the design's folder, and its checksum."""

    asset: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Colour:
    """An ink mixture; components between 0 and 1."""

    cmyk: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer of a choice field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Default:
    """Where a field's answer comes from when nobody gives one: a source or a fixed text."""

    source: str | None
    fixed: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be answered; lengths count characters."""

    name: str
    label: str
    kind: Kind
    help: str
    required: bool
    min_length: int
    max_length: int
    pattern: str | None
    choices: tuple[Choice, ...]
    default: Default | None
    editable_by: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class TextFrame:
    """A box of text; the origin is the trim box's top left corner, y grows downwards."""

    name: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    content: str
    fonts: tuple[str, ...]
    size_pt: float
    min_size_pt: float
    align: Align
    colour: str
    overflow: Overflow
    overprint: bool


@dataclass(frozen=True, slots=True)
class QrFrame:
    """A box for a QR code, quiet zone included."""

    name: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    content: str
    colour: str
    error_correction: ErrorCorrection


Frame = TextFrame | QrFrame


@dataclass(frozen=True, slots=True)
class Page:
    """One side of the product; width and height are those of the trimmed page."""

    name: str
    width_mm: float
    height_mm: float
    bleed_mm: float
    safe_mm: float
    artwork_page: int | None
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A design revision; `digest` is the sha256 hex of its canonical JSON."""

    version: int
    name: str
    fonts: Mapping[str, FontRef]
    colours: Mapping[str, Colour]
    artwork: ArtworkRef | None
    fields: tuple[Field, ...]
    pages: tuple[Page, ...]
    digest: str


def load(raw: Mapping[str, object]) -> Document:
    """Read a design document.

    Raises DesignInvalid with every problem found, each with its JSON path.
    """
    # Imported late: both rooms below need the classes above.
    from saleor_w2p_plugin.design import reading, references

    document = reading.read(raw)
    references.check(document)
    return document
