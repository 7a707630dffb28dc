from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import ArtworkInvalid, DesignInvalid, MissingGlyph, TextDoesNotFit
from saleor_w2p_plugin.prepress.boxes import PageBoxes
from saleor_w2p_plugin.rendering import MemoryAssets, compile, press_pdf
from tests.golden.card import art, compiled_card, operators, qr_frame, raw_card, text_frame

ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com/ann", "address": ""}
WIDE = text_frame(x_mm=0, width_mm=85, min_size_pt=1)
CARD = compiled_card(WIDE)
LETTERS = "AZaz09.&@ÄßŁżŹЖщїΩώ张伟晓مرحباليلىلا١٢"


def _words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _plain(text):
    return unicodedata.normalize("NFKC", text)


def _extracted(pdf, tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(pdf)
    shown = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    # pdftotext marks directions; they are not letters.
    return re.sub("[\u200e\u200f\u202a-\u202e]", "", shown.decode()).strip()


def test_boxes_are_the_designs():
    compiled = compiled_card()
    with pikepdf.open(io.BytesIO(press_pdf(compiled, ANSWERS))) as pdf:
        page = pdf.pages[0].obj
        boxes = PageBoxes.of(compiled.document.pages[0])
        for key, rect in (
            ("/MediaBox", boxes.media), ("/BleedBox", boxes.bleed), ("/TrimBox", boxes.trim),
        ):  # fmt: skip
            wanted = [rect.left, rect.bottom, rect.right, rect.top]
            assert [float(value) for value in page[key]] == pytest.approx(wanted, abs=1e-4)
        assert pdf.pdf_version == "1.6"
        assert pdf.Root.OutputIntents[0].OutputConditionIdentifier == "FOGRA39"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Made-up card"


def test_black_text_is_black_ink_alone_and_nothing_is_rgb():
    painted = operators(press_pdf(compiled_card(), ANSWERS))

    assert [values for values, name in painted if name == "k"] == [[0, 0, 0, 1]]
    assert not {name for _, name in painted} & {"rg", "RG", "g", "G", "K", "cs", "CS", "sc", "scn"}


def test_overprint_is_set_when_the_frame_asks_for_it():
    pdf = press_pdf(compiled_card(text_frame(), text_frame("b", y_mm=30, overprint=True)), ANSWERS)

    assert [values for values, name in operators(pdf) if name == "gs"] == [["/Overprint"]]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        state = opened.pages[0].obj.Resources.ExtGState.Overprint
        assert (state.OP, state.op, int(state.OPM)) == (True, True, 1)


def test_artwork_is_drawn_once_below_the_text():
    painted = operators(press_pdf(compiled_card(artwork=art(b"1 0 0 rg 0 0 9 9 re f")), ANSWERS))

    # The page's background is a form, and the artwork another one in it.
    assert [name for _, name in painted].count("Do") == 2
    assert [name for _, name in painted].index("Do") < [name for _, name in painted].index("BT")
    assert "rg" not in [name for _, name in painted]


@settings(deadline=None, max_examples=60)
@given(st.text(LETTERS, min_size=1, max_size=25))
def test_every_letter_is_found_when_text_is_extracted(text):
    found = _words(press_pdf(CARD, ANSWERS | {"full_name": text}))

    # Readers order two directions, and break lines between them, by rules of their own.
    assert sorted("".join(_plain(found).split())) == sorted(_plain(text))


@settings(deadline=None, max_examples=30)
@given(st.text(LETTERS + " ", max_size=25))
def test_same_input_gives_the_same_bytes(text):
    answers = ANSWERS | {"full_name": text.strip()}

    assert press_pdf(CARD, answers) == press_pdf(compiled_card(WIDE), answers)


@settings(deadline=None, max_examples=300)
@given(st.text(st.characters(exclude_categories=[]), max_size=12))
def test_any_text_is_printed_or_refused(text):
    with contextlib.suppress(MissingGlyph, TextDoesNotFit):
        assert press_pdf(CARD, ANSWERS | {"full_name": text}).endswith(b"%%EOF\n")


def test_bytes_do_not_depend_on_what_was_rendered_before():
    one = compiled_card(WIDE)
    press_pdf(one, ANSWERS | {"full_name": "zyx Ąę 张伟"})

    assert press_pdf(one, ANSWERS) == press_pdf(compiled_card(WIDE), ANSWERS)


def test_threads_do_not_disturb_each_other():
    cards = [ANSWERS | {"full_name": f"Ann {number} Żółć ليلى"} for number in range(40)]
    alone = [press_pdf(CARD, answers) for answers in cards]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda answers: press_pdf(CARD, answers), cards))

    assert together == alone


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize(
    "text",
    [
        "Ann Smith",
        "office fjord ffi",
        "Katarzyna Wiśniewska-Szczęśniak",
        "ليلى عبد الرحمن",
        "الإمارات لا",
        "欧阳晓雯",
        "Ann\u00a0Smith and Bob",
        "q\u0303 e",
        "Олександра Ελένη",
    ],
)
def test_text_reads_as_it_was_typed(text, tmp_path):
    pdf = press_pdf(CARD, ANSWERS | {"full_name": text})

    assert _words(pdf).replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert _extracted(pdf, tmp_path).replace("\u00a0", " ") == text.replace("\u00a0", " ")


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_file_is_sound(tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(press_pdf(compiled_card(artwork=art(b"0 0 9 9 re f")), ANSWERS))

    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler-utils is not installed")
def test_fonts_are_embedded_subset_and_readable(tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(press_pdf(CARD, ANSWERS | {"full_name": "Ann ليلى 张伟"}))
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True).stdout
    rows = listed.decode().splitlines()[2:]

    assert len(rows) == 3
    for row in rows:
        assert re.search(r"CID TrueType +Identity-H +yes yes yes", row)


def _plates(pdf, tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(pdf)
    subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-r300",
         f"-sOutputFile={tmp_path}/p.tif", str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    plates = {}
    for found in tmp_path.glob("p(*).tif"):
        image = Image.open(found).convert("L")
        plates[found.stem[2:-1]] = 255 - image.getextrema()[0]
    return plates


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_black_text_is_on_the_black_plate_only(tmp_path):
    compiled = compiled_card(text_frame(), qr_frame())

    assert _plates(press_pdf(compiled, ANSWERS), tmp_path) == {
        "Black": 255, "Cyan": 0, "Magenta": 0, "Yellow": 0,
    }  # fmt: skip


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
def test_rgb_black_would_be_on_all_plates(tmp_path):
    plates = _plates(art(b"0 0 0 rg 20 20 90 90 re f"), tmp_path)

    assert min(plates.values()) > 100


def _sample(pdf, x, y, tmp_path):
    """Return C, M, Y, K of the plates at a point in millimetres from the bleed's top left."""
    _plates(pdf, tmp_path)
    place = (round(x / 25.4 * 300), round(y / 25.4 * 300))
    return [
        255 - Image.open(tmp_path / f"p({name}).tif").convert("L").getpixel(place)
        for name in ("Cyan", "Magenta", "Yellow", "Black")
    ]


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not installed")
@pytest.mark.parametrize(("overprint", "cyan"), [(True, 255), (False, 0)])
def test_black_text_overprints_only_when_asked(overprint, cyan, tmp_path):
    bar = text_frame(x_mm=0, y_mm=0, width_mm=60, height_mm=40, size_pt=90,
                     min_size_pt=20, overprint=overprint, fonts=["regular", "chinese"])  # fmt: skip
    compiled = compiled_card(bar, artwork=art(b"1 0 0 0 k 0 0 999 999 re f"))
    answers = ANSWERS | {"full_name": "■"}
    (item,) = compiled.place(answers)[0][0]
    line, size = item.lines[0], item.size_pt
    x = (line.x_pt + (line.line.left + line.line.right) / 2 * size) * 25.4 / 72 + 3
    y = (line.y_pt - (line.line.top + line.line.bottom) / 2 * size) * 25.4 / 72 + 3

    assert _sample(press_pdf(compiled, answers), x, y, tmp_path) == [cyan, 0, 0, 255]


def test_design_is_refused_when_assets_are_missing_or_wrong():
    document = load(raw_card())
    with pytest.raises(DesignInvalid) as refusal:
        compile(document, MemoryAssets({}))
    assert [problem.field for problem in refusal.value.problems] == [
        f"fonts.{key}.asset" for key in document.fonts
    ]

    wrong = {ref.sha256: b"something else" for ref in document.fonts.values()}
    with pytest.raises(DesignInvalid):
        compile(document, MemoryAssets(wrong))


def test_design_is_refused_when_its_artwork_cannot_be_printed():
    with pytest.raises(ArtworkInvalid):
        compiled_card(artwork=b"no PDF")
