"""What holds for every text in every frame: it stays inside, and readers find all of it."""

from __future__ import annotations

import math
import shutil
import unicodedata
from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import Code, W2PError
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.units import MM_PER_INCH
from saleor_w2p_plugin.rendering import compile, press_pdf
from tests.golden.card import field
from tests.golden.folders import FONTS, HERE, POOL
from tests.rendering.text.pages import read_by_pdfium, read_by_poppler

DPI = 144
SIDE = 80
FILES = {
    "regular": FONTS / "NotoSans-Regular.ttf",
    "arabic": FONTS / "NotoNaskhArabic-Regular.ttf",
    "chinese": FONTS / "NotoSansSC-Regular.ttf",
    "serif": HERE / "assets/Serif.otf",
    "thai": HERE / "assets/NotoSansThai.ttf",
    "hebrew": HERE / "assets/NotoSansHebrew.ttf",
    "devanagari": HERE / "assets/NotoSansDevanagari.ttf",
}
REST = ["arabic", "chinese", "thai", "hebrew", "devanagari"]
# Each as a script has it: marks above and below, letters that join, hang out or stack.
SCRIPTS = {
    "latin": "AVTjfgyQ ÄŁżřſı fi ffl x\u0301 q\u0303 o\u0302\u0301 -/&@().,%0123",
    "greek-cyrillic": "ЖщїґЄ Ωώάΐς Ѓ б\u0301 -12",
    "arabic": "مرحبا ليلى لا شَدّ عبد الله ـ ١٢٣ () ،؟",
    "hebrew": "שָׁלוֹם דוד כהן תּ (12)",
    "thai": "ที่นี่ บริษัท ปู่ ญู ฐุ ำ ๆ เแโใไ 12",
    "chinese": "张伟晓，。（）“” 北京 12 AB",
    "devanagari": "क्षत्रिय श्री र्कि हिन्दी ड़ ॐ १२",
    "mixed": "Ab ليلى דוד 张 Жд x\u0301 12 (%) .-",
}


def _pieces(letters: str) -> list[str]:
    """Return the words of a text, and its characters with the marks that stand on them."""
    pieces = [*letters.split(), " "]
    for char in letters:
        if unicodedata.category(char).startswith("M"):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a text of one script or of several, maybe with places where words may be broken."""
    letters = SCRIPTS[draw(st.sampled_from(sorted(SCRIPTS)))]
    pieces = draw(st.lists(st.sampled_from(_pieces(letters)), min_size=1, max_size=20))
    text = draw(st.sampled_from(["", "", "\u00ad"])).join(pieces).strip(" \u00ad")
    assume(text)
    return text


frames = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["text", "flow", "flow"]),
        "width_mm": st.floats(4, 56),
        "height_mm": st.floats(2, 40),
        "rotation_deg": st.one_of(st.just(0), st.just(90), st.floats(-180, 180)),
        "size_pt": st.sampled_from([6, 12, 30]),
        "fonts": st.sampled_from([["regular", *REST], ["serif", "regular", *REST]]),
        "align": st.sampled_from(["start", "end", "left", "center", "right", "justify"]),
        "vertical_align": st.sampled_from(["top", "middle", "bottom"]),
        "overflow": st.sampled_from(["shrink", "shrink-then-wrap", "wrap"]),
        "tracking": st.sampled_from([0, 0, 150, -40]),
        "leading": st.sampled_from([1.2, 0.7]),
        "features": st.sampled_from([[], ["smcp"], ["onum", "-kern"]]),
        "min_size_pt": st.just(1),
    }
)


def _card(frame, fixed=None, angle=0.0):
    """Compile a square page with a frame in its middle, and fixed text in a group around it."""
    centred = {
        "x_mm": (SIDE - frame["width_mm"]) / 2,
        "y_mm": (SIDE - frame["height_mm"]) / 2,
        "name": "text",
        "content": fixed or "{{text}}",
        "colour": "ink",
    }
    shown = frame | centred
    if fixed:
        group = {"name": "group", "kind": "group", "x_mm": 0, "y_mm": 0, "width_mm": SIDE,
                 "height_mm": SIDE, "rotation_deg": angle, "frames": [shown]}  # fmt: skip
        shown = group
    raw = {
        "version": 1,
        "name": "Any text",
        "fonts": {
            key: {"asset": f"fonts/{path.name}", "sha256": POOL.digest(path.read_bytes())}
            for key, path in FILES.items()
        },
        "colours": {"ink": {"cmyk": [0, 0, 0, 1]}},
        "fields": [field("text", kind="multiline")],
        "pages": [
            {"name": "front", "width_mm": SIDE, "height_mm": SIDE, "bleed_mm": 20, "safe_mm": 0,
             "frames": [shown]}
        ],
    }  # fmt: skip
    return compile(load(raw), POOL)


def _ink_outside(picture, frame, angle):
    """Return what is drawn outside a frame that is turned by an angle, a pixel around it apart."""
    scale = DPI / MM_PER_INCH
    half_wide = frame["width_mm"] / 2 * scale + 1.5
    half_high = frame["height_mm"] / 2 * scale + 1.5
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [
        (
            picture.width / 2 + x * cosine - y * sine,
            picture.height / 2 + x * sine + y * cosine,
        )
        for x, y in (
            (-half_wide, -half_high),
            (half_wide, -half_high),
            (half_wide, half_high),
            (-half_wide, half_high),
        )
    ]
    mask = Image.new("L", picture.size, 255)
    ImageDraw.Draw(mask).polygon(corners, fill=0)
    ink = ImageChops.invert(picture.convert("L"))
    return ImageChops.multiply(ink, mask).getbbox()


def _printed(frame, text, group_angle=None):
    """Print a text in a frame, fixed in a group that is turned or as an answer; too much is none.

    Nothing else may be wrong with it.
    """
    try:
        if group_angle is None:
            return press_pdf(_card(frame), {"text": text})
        return press_pdf(_card(frame, text, group_angle), {})
    except W2PError as refusal:
        for problem in refusal.problems:
            assert problem.code in (Code.TEXT_DOES_NOT_FIT, Code.DESIGN_INVALID)
            assert "too much" in problem.message
        assume(False)


@settings(deadline=None, max_examples=100)
@given(frames, texts(), st.sampled_from([None, 0.0, 25.0]))
def test_no_ink_is_outside_its_frame(frame, text, group_angle):
    picture = raster.picture(_printed(frame, text, group_angle), 1, DPI)
    angle = frame["rotation_deg"] + (group_angle or 0.0)

    assert picture.convert("L").getextrema()[0] < 200
    assert _ink_outside(picture, frame, angle) is None


def test_ink_outside_is_noticed_when_the_frame_is_moved():
    frame = {"kind": "text", "width_mm": 20, "height_mm": 8, "fonts": ["regular"], "size_pt": 12}
    picture = raster.picture(_printed(frame, "Inside"), 1, DPI)

    assert _ink_outside(picture, frame, 0) is None
    assert _ink_outside(ImageChops.offset(picture, -6, 0), frame, 0) is not None


@settings(deadline=None, max_examples=80)
@given(frames, texts())
def test_readers_find_every_character(frame, text):
    pdf = _printed(frame | {"rotation_deg": 0}, text)
    wanted = _characters(text)

    assert _characters(read_by_pdfium(pdf)) == wanted
    if shutil.which("pdftotext"):
        assert _characters(read_by_poppler(pdf)) == wanted


def _characters(text):
    """Count what a text has, as far as readers agree.

    They find hyphens where lines are broken, and may turn brackets of text that runs to the left.
    """
    plain = unicodedata.normalize("NFKD", text).replace(")", "(")
    kept = (char for char in plain if not char.isspace() and char not in "-\u2010\u00ad\ufffe")
    return Counter(char for char in kept if unicodedata.category(char) != "Cf")
