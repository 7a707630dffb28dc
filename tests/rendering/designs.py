"""Nothing in, designs that are valid and records for them, made up by hypothesis, out."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from tests.golden.card import DIGESTS, FILES
from tests.golden.folders import HERE, POOL

Raw = dict[str, Any]

PICTURES = {
    path.name: POOL.digest(path.read_bytes())
    for path in (HERE / "assets").iterdir()
    if path.suffix in (".png", ".jpg")
}
SIGNS = "signs.pdf"
COLOURS = {
    "ink": {"cmyk": [0, 0, 0, 1]},
    "cyan": {"cmyk": [1, 0, 0, 0]},
    "gray": {"gray": 0.6},
    "screen": {"rgb": [0.9, 0.3, 0.1]},
    "gold": {"spot": {"name": "Gold", "cmyk": [0.2, 0.25, 0.6, 0.25]}},
    "pale": {"spot": {"name": "Gold", "cmyk": [0.2, 0.25, 0.6, 0.25], "tint": 0.3}},
}
_PALETTE = [{"value": key, "label": key} for key in COLOURS]
FIELDS: list[Raw] = [
    {"name": "name", "label": "Name", "kind": "text"},
    {"name": "words", "label": "Words", "kind": "multiline"},
    {"name": "both", "label": "Both", "kind": "text", "value": "{{name}} {{number}}"},
    {"name": "number", "label": "Number", "kind": "number", "format": "#,##0.00"},
    {"name": "day", "label": "Day", "kind": "date"},
    {"name": "tone", "label": "Tone", "kind": "colour", "choices": _PALETTE, "required": True,
     "default": {"fixed": "cyan"}},
    {"name": "mood", "label": "Mood", "kind": "colour", "choices": _PALETTE},
    {"name": "photo", "label": "Photo", "kind": "image"},
    {"name": "role", "label": "Role", "kind": "choice",
     "choices": [{"value": "Guest", "label": "Guest"}, {"value": "Speaker", "label": "Speaker"}]},
]  # fmt: skip
LETTERS = "AVafgij Äß fi-/.,12(%) Żž Жщ Ωώ q\u0303 \u00ad 张伟， مرحبا لا ١٢"
texts = st.text(LETTERS, max_size=40)

_content = st.sampled_from(
    [
        "{{name}}",
        "{{words}}",
        "Tel. {{name}} {{name}}",
        "{{both}}",
        "{{day}} 100 %",
        "Fixed",
        "A\nb",
    ]
)
_fixed_content = st.sampled_from(["Fixed", "A\nb", "Fixed words that may have to flow"])
_colour = st.sampled_from(list(COLOURS))
_conditions = st.sampled_from(
    [
        {"field": "role", "equals": "Speaker"},
        {"not": {"field": "name", "is": "empty"}},
        {"any": [{"field": "number", "more_than": 5}, {"field": "mood", "in": ["ink", "gold"]}]},
    ]
)
_symbols = st.sampled_from(
    [
        ("qr", "W2P {{name}}", "H"),
        ("data_matrix", "W2P{{number}}", None),
        ("code128", "W2P-1", None),
        ("ean13", "400638133393", None),
        ("ean8", "9638507", None),
        ("pdf417", "{{words}}", "2"),
    ]
)


@st.composite
def designs(draw: st.DrawFn, *, most_pages: int = 2, most_frames: int = 7) -> Raw:
    """Draw a design that is valid; its fixed content may still not fit."""
    pages = draw(st.integers(1, most_pages))
    return {
        "version": 1,
        "name": "Any",
        "locale": draw(st.sampled_from(["en", "de-DE", "ar", "th", "zh"])),
        "fonts": {
            key: {"asset": f"fonts/{FILES[key].name}", "sha256": DIGESTS[key]} for key in FILES
        },
        "colours": COLOURS,
        "images": {
            name.split(".")[0]: {"asset": name, "sha256": digest}
            for name, digest in PICTURES.items()
        },
        "artwork": {
            "signs": {
                "asset": SIGNS,
                "sha256": POOL.digest((HERE / "assets" / SIGNS).read_bytes()),
            }
        },
        "fields": FIELDS,
        "pages": [draw(_pages(f"page{number}", most_frames)) for number in range(pages)],
    }


@st.composite
def records(draw: st.DrawFn) -> dict[str, str]:
    """Draw answers to the fields of the designs, which somebody may or may not have given."""
    digest = draw(st.sampled_from(sorted(PICTURES.values())))
    share = draw(st.sampled_from(["", "#xywh=percent:10,0,50,80"]))
    return {
        "name": draw(texts),
        "words": draw(texts),
        "number": draw(st.sampled_from(["", "0", "7.5", "1234567"])),
        "day": draw(st.sampled_from(["", "2026-03-01"])),
        "tone": draw(_colour),
        "mood": draw(st.sampled_from(["", *COLOURS])),
        "photo": draw(st.sampled_from(["", digest + share])),
        "role": draw(st.sampled_from(["", "Guest", "Speaker"])),
    }


@st.composite
def _pages(draw: st.DrawFn, name: str, most_frames: int) -> Raw:
    width, height = draw(st.integers(30, 90)), draw(st.integers(30, 90))
    bleed = draw(st.sampled_from([0, 3]))
    kinds = draw(st.lists(st.sampled_from(list(_KINDS)), max_size=most_frames))
    frames = [
        draw(_frame(f"f{index}", kind, width, height, bleed, 0)) for index, kind in enumerate(kinds)
    ]
    return {
        "name": name,
        "width_mm": width,
        "height_mm": height,
        "bleed_mm": bleed,
        "slug_mm": draw(st.sampled_from([0, 4.5])),
        "safe_mm": 0,
        "frames": frames,
    }


@st.composite
def _frame(
    draw: st.DrawFn, name: str, kind: str, width: float, height: float, bleed: float, depth: int
) -> Raw:
    """Draw a frame that stays inside an area with a bleed around it, however it is turned."""
    angle = draw(st.one_of(st.just(0), st.sampled_from([90, 180, -90]), st.floats(-180, 180)))
    frame: Raw = {"name": name, "kind": kind, **draw(_places(width, height, bleed, bool(angle)))}
    if angle:
        frame["rotation_deg"] = angle
    frame["z"] = draw(st.integers(-2, 2))
    if not depth and draw(st.integers(0, 3)) == 0:
        frame["visible"] = draw(_conditions)
    own: Raw = draw(_KINDS[kind](frame, depth))
    return frame | own


@st.composite
def _places(draw: st.DrawFn, width: float, height: float, bleed: float, is_turned: bool) -> Raw:
    most_wide, most_high = width + 2 * bleed, height + 2 * bleed
    if is_turned:
        # What turns about its middle stays inside a circle.
        side = min(most_wide, most_high)
        across = draw(st.floats(side * 0.2, side * 0.9))
        down = draw(st.floats(side * 0.05, math.sqrt(side**2 - across**2)))
        # Rounding may take what reaches from edge to edge a hair beyond.
        reach = min(math.hypot(across, down), side)
        x = draw(st.floats(0, most_wide - reach)) - bleed + (reach - across) / 2
        y = draw(st.floats(0, most_high - reach)) - bleed + (reach - down) / 2
    else:
        across = draw(st.floats(most_wide * 0.1, most_wide))
        down = draw(st.floats(most_high * 0.05, most_high))
        x = draw(st.floats(0, most_wide - across)) - bleed
        y = draw(st.floats(0, most_high - down)) - bleed
    return {"x_mm": x, "y_mm": y, "width_mm": across, "height_mm": down}


@st.composite
def _text(draw: st.DrawFn, frame: Raw, depth: int) -> Raw:
    size = draw(st.sampled_from([6, 11, 40]))
    found = {
        "content": draw(_fixed_content if depth else _content),
        "fonts": draw(
            st.sampled_from([["regular", "arabic", "chinese"], ["chinese", "arabic", "regular"]])
        ),
        "size_pt": size,
        "min_size_pt": 1,
        "colour": draw(_colour if depth else st.sampled_from([*COLOURS, "{{tone}}"])),
        "align": draw(st.sampled_from(["start", "end", "left", "center", "right", "justify"])),
        "vertical_align": draw(st.sampled_from(["top", "middle", "bottom"])),
        "overflow": draw(st.sampled_from(["shrink", "wrap", "shrink-then-wrap", "error"])),
        "overprint": draw(st.booleans()),
        "tracking": draw(st.sampled_from([0, 0, 80, -30])),
        "leading": draw(st.sampled_from([1.2, 0.8, 2])),
        "features": draw(st.sampled_from([[], ["smcp"], ["-liga", "onum"]])),
    }
    shrinks = found["overflow"] in ("shrink", "shrink-then-wrap")
    if shrinks and not depth and draw(st.booleans()):
        found["group"] = f"of-{size}"
    return found


@st.composite
def _image(draw: st.DrawFn, frame: Raw, depth: int) -> Raw:
    if not depth and draw(st.booleans()):
        return {"field": "photo", "fit": draw(st.sampled_from(["contain", "cover", "crop"]))}
    found = {"image": draw(st.sampled_from([name.split(".")[0] for name in PICTURES]))}
    fit = draw(st.sampled_from([{"fit": "contain"}, {"fit": "cover"}, {"crop": [0.2, 0, 0.5, 1]}]))
    return found | fit


@st.composite
def _barcode(draw: st.DrawFn, frame: Raw, depth: int) -> Raw:
    symbology, content, level = draw(_symbols)
    found = {
        "symbology": symbology,
        "content": "4006381" if depth else content,
        "colour": draw(st.sampled_from(["ink", "cyan"])),
        "overprint": draw(st.booleans()),
    }
    if depth and symbology.startswith("ean"):
        found["symbology"] = "code128"
    return found | ({"error_correction": level} if level else {})


@st.composite
def _shape(draw: st.DrawFn, frame: Raw, depth: int) -> Raw:
    colours = st.sampled_from([*COLOURS] if depth else [*COLOURS, "{{tone}}", "{{mood}}"])
    figure = draw(st.sampled_from(["rectangle", "ellipse", "line"]))
    found = {"figure": figure, "overprint": draw(st.booleans())}
    which = draw(st.sampled_from(["fill", "stroke", "both"]))
    if which != "stroke":
        found["fill"] = draw(colours)
    if which != "fill" or figure == "line":
        found |= {"stroke": draw(colours), "stroke_pt": draw(st.sampled_from([0.25, 3]))}
    return found | {"radius_mm": draw(st.sampled_from([0, 2, 500]))}


@st.composite
def _art(draw: st.DrawFn, frame: Raw, depth: int) -> Raw:
    return {
        "artwork": "signs",
        "page": draw(st.integers(1, 2)),
        "fit": draw(st.sampled_from(["contain", "cover"])),
    }


@st.composite
def _group(draw: st.DrawFn, frame: Raw, depth: int) -> Raw:
    inner = [kind for kind in _KINDS if kind != "group" or depth < 2]
    kinds = draw(st.lists(st.sampled_from(inner), min_size=1, max_size=3))
    # Half a page in a group that is turned may stand on a corner: it has no bleed of its own.
    size = frame["width_mm"], frame["height_mm"]
    return {
        "frames": [
            draw(_frame(f"{frame['name']}-{index}", kind, *size, 0, depth + 1))
            for index, kind in enumerate(kinds)
        ]
    }


_KINDS = {
    "text": _text,
    "flow": _text,
    "image": _image,
    "barcode": _barcode,
    "shape": _shape,
    "art": _art,
    "group": _group,
}
