"""A small made-up card: raw design documents, their assets and PDF artwork for tests."""

from __future__ import annotations

import copy
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf

from saleor_w2p_plugin.design.document import load

if TYPE_CHECKING:
    from saleor_w2p_plugin.rendering import Compiled

FONTS = Path(__file__).parents[2] / "sandbox/fixtures/business_card/fonts"
FILES = {
    "regular": FONTS / "NotoSans-Regular.ttf",
    "bold": FONTS / "NotoSans-Bold.ttf",
    "arabic": FONTS / "NotoNaskhArabic-Regular.ttf",
    "chinese": FONTS / "NotoSansSC-Regular.ttf",
}
MM = 72 / 25.4


DIGESTS = {key: hashlib.sha256(path.read_bytes()).hexdigest() for key, path in FILES.items()}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def text_frame(name: str = "name", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "kind": "text",
        "x_mm": 8,
        "y_mm": 10,
        "width_mm": 50,
        "height_mm": 8,
        "content": "{{full_name}}",
        "fonts": ["regular", "arabic", "chinese"],
        "size_pt": 14,
        "min_size_pt": 7,
        "align": "left",
        "colour": "ink",
        "overflow": "shrink",
        "overprint": False,
    } | changes


def qr_frame(**changes: Any) -> dict[str, Any]:
    return {
        "name": "code",
        "kind": "barcode",
        "symbology": "qr",
        "x_mm": 60,
        "y_mm": 12,
        "width_mm": 20,
        "height_mm": 20,
        "content": "{{url}}",
        "colour": "ink",
        "error_correction": "M",
    } | changes


def field(name: str, **changes: Any) -> dict[str, Any]:
    return {"name": name, "label": name, "kind": "text", "max_length": 200} | changes


def raw_card(
    *frames: dict[str, Any], artwork: bytes | None = None, **changes: Any
) -> dict[str, Any]:
    """Return a one-page card of 85 x 55 mm with 3 mm bleed."""
    raw: dict[str, Any] = {
        "version": 1,
        "name": "Made-up card",
        "fonts": {
            key: {"asset": f"fonts/{path.name}", "sha256": DIGESTS[key]}
            for key, path in FILES.items()
        },
        "colours": {
            "ink": {"cmyk": [0, 0, 0, 1]},
            "cyan": {"cmyk": [1, 0, 0, 0]},
        },
        "fields": [
            field("full_name", default={"source": "member.full_name"}),
            field("url", kind="url"),
            field("address", kind="multiline"),
        ],
        "pages": [
            {
                "name": "front",
                "width_mm": 85,
                "height_mm": 55,
                "bleed_mm": 3,
                "safe_mm": 3,
                "frames": copy.deepcopy(list(frames)) or [text_frame(), qr_frame()],
            }
        ],
    }
    if artwork is not None:
        raw["artwork"] = {"card": {"asset": "artwork/card.pdf", "sha256": sha256(artwork)}}
        raw["pages"][0]["artwork"] = {"name": "card", "page": 1}
    return raw | changes


def compiled_card(*frames: dict[str, Any], artwork: bytes | None = None) -> Compiled:
    # Imported late: tests of raw documents need no engine.
    from saleor_w2p_plugin.rendering import MemoryAssets, compile

    files = [path.read_bytes() for path in FILES.values()] + ([artwork] if artwork else [])
    return compile(load(raw_card(*frames, artwork=artwork)), MemoryAssets.of(files))


def art(
    content: bytes,
    fill: Callable[[pikepdf.Pdf, pikepdf.Page], None] | None = None,
    *,
    bleed_mm: float = 3,
    width_mm: float = 85,
    height_mm: float = 55,
    **save: Any,
) -> bytes:
    """Return a PDF of one page whose content is drawn in points from the bleed's corner."""
    pdf = pikepdf.new()
    width, height = (width_mm + 2 * bleed_mm) * MM, (height_mm + 2 * bleed_mm) * MM
    page = pdf.add_blank_page(page_size=(width, height))
    bleed = bleed_mm * MM
    page.obj.TrimBox = [bleed, bleed, width - bleed, height - bleed]
    page.obj.BleedBox = [0, 0, width, height]
    page.obj.Resources = pikepdf.Dictionary()
    page.obj.Contents = pdf.make_stream(content)
    if fill:
        fill(pdf, page)
    saved = io.BytesIO()
    pdf.save(saved, static_id=True, **save)
    return saved.getvalue()


def operators(pdf: bytes) -> list[tuple[list[Any], str]]:
    """Return the operands and operators of the first page, forms included, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        return _operators(page, page.obj.Resources)


def _operators(stream: Any, resources: Any) -> list[tuple[list[Any], str]]:
    found: list[tuple[list[Any], str]] = []
    for operands, operator in pikepdf.parse_content_stream(stream):
        found.append(([_value(operand) for operand in operands], str(operator)))
        if str(operator) == "Do":
            item = resources.XObject[str(operands[0])]
            if item.Subtype == pikepdf.Name.Form:
                found += _operators(item, item.get("/Resources", resources))
    return found


def _value(operand: Any) -> Any:
    if isinstance(operand, (pikepdf.Array, pikepdf.Dictionary, pikepdf.String)):
        return operand
    return str(operand) if isinstance(operand, pikepdf.Name) else float(operand)
