"""Hostile designs: JSON that asks for too much, or for what cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.rendering import MemoryAssets, compile, press_pdf, preview
from tests.golden.card import FILES, qr_frame, raw_card, text_frame
from tests.hostile.case import Case

Raw = dict[str, Any]

_ASSETS = MemoryAssets.of([path.read_bytes() for path in FILES.values()])
_ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com", "address": "to be " * 200}
_ONE: Raw = {"x_mm": 0, "y_mm": 0, "width_mm": 5, "height_mm": 5}


def _read(data: bytes) -> bytes:
    """Print the design, and look at it."""
    card = compile(load(json.loads(data)), _ASSETS)
    press_pdf(card, _ANSWERS)
    return preview(card, _ANSWERS, 1, 20)


def _shape(name: str = "shape", **changes: Any) -> Raw:
    own = {"name": name, "kind": "shape", "figure": "rectangle", "fill": "ink"}
    return own | _ONE | changes


def _group(name: str, *frames: Raw) -> Raw:
    return {"name": name, "kind": "group", "frames": list(frames)} | _ONE


def _design(*frames: Raw, pages: int = 1, **page: Any) -> Raw:
    raw = raw_card()
    first = raw["pages"][0] | {"frames": list(frames)} | page
    raw["pages"] = [first | {"name": f"page{number}"} for number in range(pages)]
    return raw


def _case(make: Callable[[], Raw], reason: str = "", error: str | None = "DesignInvalid") -> Case:
    return Case(lambda: json.dumps(make()).encode(), _read, reason, error)


def _deep() -> Raw:
    frame = _shape()
    for level in range(150):
        frame = _group(f"group{level}", frame)
    return _design(frame)


def _conditional() -> Raw:
    condition: Raw = {"field": "full_name", "is": "filled"}
    for _ in range(3):
        condition = {"all": [condition] * 50}
    return _design(_shape(visible=condition))


def _many(count: int, make: Callable[[str], Raw]) -> list[Raw]:
    return [make(f"f{number}") for number in range(count)]


def _texts(count: int) -> list[Raw]:
    return _many(count, lambda name: text_frame(name, min_size_pt=1))


CASES = {
    "frames-are-500": _case(lambda: _design(*_texts(500)), error=None),
    "frames-are-501": _case(lambda: _design(*_many(501, _shape)), "maxItems"),
    "pages-are-50": _case(lambda: _design(*_texts(40), pages=50), error=None),
    "pages-are-51": _case(lambda: _design(_shape(), pages=51), "maxItems"),
    "frames-are-25000": _case(lambda: _design(*_many(500, _shape), pages=50), "60,000 values"),
    "frames-are-codes": _case(
        lambda: _design(*_many(500, lambda name: qr_frame(name=name, content=f"Code {name}"))),
        error=None,
    ),
    "groups-are-crowded": _case(
        lambda: _design(_group("all", *_many(200, lambda name: _group(name, *[_shape()] * 200)))),
        "60,000 values",
    ),
    "groups-are-deep": _case(_deep, "nested too deeply"),
    "conditions-are-crowded": _case(_conditional, "60,000 values"),
    "pages-are-huge": _case(
        lambda: _design(
            _shape(), pages=50, width_mm=2000, height_mm=2000, bleed_mm=50, slug_mm=100
        ),
        error=None,
    ),
    "page-is-too-huge": _case(lambda: _design(width_mm=2000.1), "maximum"),
    "page-is-nothing": _case(lambda: _design(width_mm=1e-300, height_mm=1e-300), "minimum"),
    "frames-are-nothing": _case(
        lambda: _design(text_frame(width_mm=1e-300, height_mm=5e-324, content="A")), "too much"
    ),
    "shape-is-nothing": _case(
        lambda: _design(
            _shape(width_mm=5e-324, height_mm=1e-300, radius_mm=3, stroke="ink", stroke_pt=1e-300)
        ),
        error=None,
    ),
    "angle-is-nothing": _case(lambda: _design(_shape(rotation_deg=5e-324)), error=None),
    "number-is-none": _case(lambda: _design(_shape(x_mm=float("nan"))), "not JSON compliant"),
    "number-is-infinite": _case(lambda: _design(_shape(x_mm=float("inf"))), "not JSON compliant"),
    "number-has-400-digits": _case(lambda: _design(_shape(x_mm=10**400)), "maximum"),
    "order-has-400-digits": _case(lambda: _design(_shape(z=-(10**400))), "minimum"),
    "number-is-true": _case(lambda: _design(_shape(x_mm=True)), "type"),
    "text-is-huge": _case(
        lambda: _design(
            text_frame(
                kind="flow",
                content="{{address}}",
                size_pt=2000,
                min_size_pt=1,
                leading=5,
                tracking=2000,
                height_mm=40,
            )
        ),
        error=None,
    ),
    "name-is-long": _case(lambda: _design(_shape("a" * 1_000_000)), "breaks the rule"),
    "name-is-half-a-character": _case(lambda: raw_card(name="\ud800"), "not a JSON document"),
    "content-is-control-characters": _case(
        lambda: _design(text_frame(content="A\x00\x01")), "control character"
    ),
    "pattern-is-slow": _case(
        lambda: raw_card(
            fields=[
                {"name": "full_name", "label": "a", "kind": "text", "pattern": "(a+)+(b|a+)+$"},
                {"name": "url", "label": "b", "kind": "text"},
            ]
        ),
        error=None,
    ),
}
