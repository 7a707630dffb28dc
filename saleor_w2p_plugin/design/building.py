"""JSON that obeys design.schema.json in, frozen values out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from saleor_w2p_plugin.design import conditions
from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.conditions import Condition
from saleor_w2p_plugin.design.document import Background, Document, Page
from saleor_w2p_plugin.design.fields.field import Choice, Default, Field
from saleor_w2p_plugin.design.frame import (
    AnyFrame,
    ArtFrame,
    BarcodeFrame,
    GroupFrame,
    ImageFrame,
    ShapeFrame,
    TextFrame,
)
from saleor_w2p_plugin.design.inks import Cmyk, Colour, Gray, Rgb, Spot

Raw = Mapping[str, Any]


def document(raw: Raw, digest: str) -> Document:
    """Build a document from JSON whose digest is known."""
    return Document(
        version=raw["version"],
        name=raw["name"],
        locale=raw.get("locale", "en"),
        allows_rgb=raw.get("rgb", "convert") == "convert",
        fonts=assets(raw["fonts"]),
        colours={name: colour(item) for name, item in raw["colours"].items()},
        images=assets(raw.get("images", {})),
        artwork=assets(raw.get("artwork", {})),
        files=tuple(AssetRef(**item) for item in raw.get("files", [])),
        fields=tuple(_field(item) for item in raw["fields"]),
        pages=tuple(_page(item) for item in raw["pages"]),
        outputs={name: tuple(pages) for name, pages in raw.get("outputs", {}).items()},
        digest=digest,
    )


def assets(raw: Raw) -> dict[str, AssetRef]:
    """Build a map of files by key."""
    return {name: AssetRef(**item) for name, item in raw.items()}


def colour(raw: Raw) -> Colour:
    """Build one colour."""
    return Colour(_ink(raw), raw.get("brand"))


def _ink(raw: Raw) -> Cmyk | Gray | Rgb | Spot:
    if "cmyk" in raw:
        return Cmyk(*map(float, raw["cmyk"]))
    if "gray" in raw:
        return Gray(float(raw["gray"]))
    if "rgb" in raw:
        return Rgb(*map(float, raw["rgb"]))
    spot = raw["spot"]
    return Spot(spot["name"], Cmyk(*map(float, spot["cmyk"])), float(spot.get("tint", 1)))


def _field(raw: Raw) -> Field:
    default, editable_by, required = raw.get("default"), raw.get("editable_by"), raw.get("required")
    return Field(
        name=raw["name"],
        label=raw["label"],
        kind=raw["kind"],
        help=raw.get("help", ""),
        required=conditions.read(required) if isinstance(required, Mapping) else bool(required),
        visible=_condition(raw),
        min_length=int(raw.get("min_length", 0)),
        max_length=int(raw.get("max_length", 200)),
        minimum=_bound(raw.get("minimum")),
        maximum=_bound(raw.get("maximum")),
        decimals=raw.get("decimals"),
        format=raw.get("format"),
        mask=raw.get("mask"),
        pattern=raw.get("pattern"),
        choices=tuple(Choice(**choice) for choice in raw.get("choices", [])),
        min_px=int(raw.get("min_px", 1)),
        default=Default(default.get("source"), default.get("fixed")) if default else None,
        value=raw.get("value"),
        editable_by=None if editable_by is None else tuple(editable_by),
    )


def _bound(value: str | float | None) -> Decimal | str | None:
    return value if value is None or isinstance(value, str) else Decimal(str(value))


def _condition(raw: Raw) -> Condition | None:
    found = raw.get("visible")
    return None if found is None else conditions.read(found)


def _page(raw: Raw) -> Page:
    artwork = raw.get("artwork")
    return Page(
        name=raw["name"],
        width_mm=float(raw["width_mm"]),
        height_mm=float(raw["height_mm"]),
        bleed_mm=float(raw["bleed_mm"]),
        slug_mm=float(raw.get("slug_mm", 0)),
        safe_mm=float(raw["safe_mm"]),
        artwork=Background(artwork["name"], int(artwork["page"])) if artwork else None,
        frames=tuple(_frame(item) for item in raw["frames"]),
    )


def _frame(raw: Raw) -> AnyFrame:
    common = {key: float(raw[key]) for key in ("x_mm", "y_mm", "width_mm", "height_mm")}
    return _BUILDERS[raw["kind"]](
        raw,
        {
            **common,
            "name": raw["name"],
            "rotation_deg": float(raw.get("rotation_deg", 0)),
            "z": int(raw.get("z", 0)),
            "visible": _condition(raw),
        },
    )


def _text(raw: Raw, common: dict[str, Any]) -> TextFrame:
    flowing = raw["kind"] == "flow"
    return TextFrame(
        content=raw["content"],
        flowing=flowing,
        fonts=tuple(raw["fonts"]),
        features=tuple(raw.get("features", [])),
        language=raw.get("language"),
        size_pt=float(raw["size_pt"]),
        min_size_pt=float(raw.get("min_size_pt", raw["size_pt"])),
        leading=float(raw.get("leading", 1.2)),
        tracking=float(raw.get("tracking", 0)),
        align=raw.get("align", "start" if flowing else "left"),
        vertical_align=raw.get("vertical_align", "top"),
        colour=raw["colour"],
        overprint=raw.get("overprint", False),
        overflow=raw.get("overflow", "shrink"),
        group=raw.get("group"),
        **common,
    )


def _image(raw: Raw, common: dict[str, Any]) -> ImageFrame:
    crop = raw.get("crop")
    return ImageFrame(
        image=raw.get("image"),
        field=raw.get("field"),
        fit=raw.get("fit", "crop" if crop else "contain"),
        crop=_share(crop) if crop else None,
        min_ppi=float(raw.get("min_ppi", 0)),
        **common,
    )


def _share(values: list[float]) -> tuple[float, float, float, float]:
    x, y, width, height = map(float, values)
    return x, y, width, height


def _barcode(raw: Raw, common: dict[str, Any]) -> BarcodeFrame:
    return BarcodeFrame(
        symbology=raw["symbology"],
        content=raw["content"],
        colour=raw["colour"],
        overprint=raw.get("overprint", False),
        error_correction=raw.get("error_correction"),
        **common,
    )


def _shape(raw: Raw, common: dict[str, Any]) -> ShapeFrame:
    return ShapeFrame(
        figure=raw["figure"],
        fill=raw.get("fill"),
        stroke=raw.get("stroke"),
        stroke_pt=float(raw.get("stroke_pt", 1)),
        radius_mm=float(raw.get("radius_mm", 0)),
        overprint=raw.get("overprint", False),
        **common,
    )


def _art(raw: Raw, common: dict[str, Any]) -> ArtFrame:
    return ArtFrame(
        artwork=raw["artwork"],
        page=int(raw.get("page", 1)),
        fit=raw.get("fit", "contain"),
        **common,
    )


def _group(raw: Raw, common: dict[str, Any]) -> GroupFrame:
    return GroupFrame(frames=tuple(_frame(item) for item in raw["frames"]), **common)


_BUILDERS: Final[Mapping[str, Callable[[Raw, dict[str, Any]], AnyFrame]]] = {
    "text": _text,
    "flow": _text,
    "image": _image,
    "barcode": _barcode,
    "shape": _shape,
    "art": _art,
    "group": _group,
}
