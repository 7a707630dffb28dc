"""A design and a brand profile in, the design as that brand prints it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from saleor_w2p_plugin.design import building, canonical, reading, references
from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.inks import Colour

_SCHEMA: Final = "brand.schema.json"


@dataclass(frozen=True, slots=True)
class Brand:
    """What a company or a unit puts in the brand slots of designs, by the names of the slots.

    `digest` is the sha256 hex of its canonical JSON.
    """

    version: int
    name: str
    colours: Mapping[str, Colour]
    fonts: Mapping[str, AssetRef]
    images: Mapping[str, AssetRef]
    artwork: Mapping[str, AssetRef]
    digest: str


def load_brand(raw: Mapping[str, object]) -> Brand:
    """Read a brand profile.

    Raises DesignInvalid with every problem found, each with its JSON path.
    """
    digest = reading.checked(raw, _SCHEMA)
    found: Mapping[str, Any] = dict(raw)
    brand = Brand(
        version=found["version"],
        name=found["name"],
        colours={slot: building.colour(item) for slot, item in found.get("colours", {}).items()},
        fonts=building.assets(found.get("fonts", {})),
        images=building.assets(found.get("images", {})),
        artwork=building.assets(found.get("artwork", {})),
        digest=digest,
    )
    references.check_inks_and_artwork(brand.colours, brand.artwork)
    return brand


def apply(document: Document, brand: Brand) -> Document:
    """Return the design with the brand's colours and files in the slots that the brand fills.

    Keys stay those of the design, so answers mean the same in every brand. A colour field that
    names no choices also offers the brand's colours that no slot of the design asks for; their
    keys are `brand-` and the slot. Files for HTML artwork keep their paths, and take a picture,
    then a font. The digest is new even where nothing changes.

    Raises DesignInvalid where the result breaks a rule of the design, such as its refusal of
    screen colours, with the JSON paths of the design.
    """
    branded = replace(
        document,
        fonts=_files(document.fonts, brand.fonts),
        images=_files(document.images, brand.images),
        artwork=_files(document.artwork, brand.artwork),
        files=tuple(_served(ref, brand) for ref in document.files),
        colours={**dict(_palette(document, brand)), **_colours(document, brand)},
        digest=canonical.digest({"brand": brand.digest, "design": document.digest}),
    )
    references.check(branded)
    return branded


def _files(refs: Mapping[str, AssetRef], filling: Mapping[str, AssetRef]) -> dict[str, AssetRef]:
    return {
        key: replace(filling.get(ref.brand or "", ref), brand=ref.brand)
        for key, ref in refs.items()
    }


def _served(ref: AssetRef, brand: Brand) -> AssetRef:
    new = {**brand.fonts, **brand.images}.get(ref.brand or "")
    return ref if new is None else replace(ref, sha256=new.sha256)


def _colours(document: Document, brand: Brand) -> dict[str, Colour]:
    return {
        key: Colour(brand.colours.get(colour.brand or "", colour).ink, colour.brand)
        for key, colour in document.colours.items()
    }


def _palette(document: Document, brand: Brand) -> Iterator[tuple[str, Colour]]:
    """Yield what the brand adds to the choices of a colour field; unused, it would only be an ink
    more in the file."""
    if not any(field.kind == "colour" and not field.choices for field in document.fields):
        return
    asked_for = {colour.brand for colour in document.colours.values()}
    for slot, colour in sorted(brand.colours.items()):
        if slot not in asked_for:
            yield f"brand-{slot}", Colour(colour.ink, slot)
