from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_w2p_plugin.errors import TextDoesNotFit
from saleor_w2p_plugin.rendering import join_pieces, merge_pdf, press_pdf, write_piece
from tests.golden.card import art, compiled_card, qr_frame, text_frame

CARD = compiled_card(
    text_frame(x_mm=0, width_mm=85, min_size_pt=1),
    qr_frame(),
    artwork=art(b"0 1 0 0 k 0 0 9 9 re f"),
)
NAMES = (
    "Ann Smith",
    "Żółć Łukasz",
    "office fjord",
    "ليلى عبد الرحمن",
    "张伟",
    "Ελένη",
    "q\u0303 e",
)
RECORDS = [
    {"full_name": f"{NAMES[number % len(NAMES)]} {number}", "url": f"https://example.com/{number}"}
    for number in range(150)
]


def _merged(records=RECORDS, card=CARD, each=None):
    target = io.BytesIO()
    merged = merge_pdf(card, records, target, each=each)
    return target.getvalue(), merged


def _joined(cuts, records=RECORDS):
    pieces = []
    for start, end in zip([0, *cuts], [*cuts, len(records)], strict=True):
        content = io.BytesIO()
        pieces.append((write_piece(CARD, records[start:end], start, content), content))
        content.seek(0)
    target = io.BytesIO()
    join_pieces(CARD, pieces, target)
    return target.getvalue()


WHOLE, _ = _merged()


def test_every_record_is_on_its_pages_in_order():
    document = pypdfium2.PdfDocument(WHOLE)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()

    assert len(texts) == len(RECORDS)
    for number, text in enumerate(texts):
        assert text.rstrip().endswith(str(number))


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(min_value=0, max_value=len(RECORDS)), max_size=6))
def test_bytes_are_the_same_however_the_job_is_cut(cuts):
    assert _joined(sorted(cuts)) == WHOLE


def test_pieces_are_refused_when_one_is_missing_or_out_of_order():
    content = io.BytesIO()
    later = write_piece(CARD, RECORDS[:2], 5, content)

    with pytest.raises(ValueError, match="Record 0 is next, not 5"):
        join_pieces(CARD, [(later, content)], io.BytesIO())


def test_piece_is_refused_when_its_content_is_cut_short():
    content = io.BytesIO()
    piece = write_piece(CARD, RECORDS[:2], 0, content)

    with pytest.raises(ValueError, match="another length"):
        join_pieces(CARD, [(piece, io.BytesIO(content.getvalue()[:-1]))], io.BytesIO())


def test_each_record_also_gets_a_file_of_its_own():
    files = {}
    whole, merged = _merged(RECORDS[:5], each=files.__setitem__)

    assert whole == _merged(RECORDS[:5])[0]
    assert (merged.records, merged.pages) == (5, 5)
    assert files == {number: press_pdf(CARD, RECORDS[number]) for number in range(5)}


def test_record_is_named_when_it_does_not_fit():
    card = compiled_card(text_frame())
    records = [*RECORDS[:3], {"full_name": "x" * 200, "url": ""}]

    with pytest.raises(TextDoesNotFit) as refusal:
        _merged(records, card)

    (problem,) = refusal.value.problems
    assert (problem.field, problem.params["record"]) == ("name", 3)


def test_record_is_named_when_it_is_the_last_of_a_hundred_thousand():
    count = 100_000
    names = ("Ann" if number < count - 1 else "x" * 200 for number in range(count))

    with pytest.raises(TextDoesNotFit) as refusal:
        merge_pdf(compiled_card(text_frame()), ({"full_name": n} for n in names), _Nowhere())

    (problem,) = refusal.value.problems
    assert (problem.field, problem.params["record"]) == ("name", count - 1)


class _Nowhere(io.RawIOBase):
    def write(self, data):
        return len(data)


def test_file_without_records_is_refused():
    with pytest.raises(ValueError, match="at least one record"):
        _merged([])


@pytest.mark.parametrize("count", [1, 63, 64, 65, 150])
def test_page_tree_is_whole_and_balanced(count):
    with pikepdf.open(io.BytesIO(_merged(RECORDS[:count])[0])) as pdf:
        assert len(pdf.pages) == count
        assert int(pdf.Root.Pages.Count) == count
        for node in pdf.Root.Pages.Kids:
            assert node.Parent.objgen == pdf.Root.Pages.objgen
            assert int(node.Count) == len(node.Kids) <= 64
            for page in node.Kids:
                assert page.Parent.objgen == node.objgen


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_file_of_many_levels_is_sound(tmp_path):
    # 64 * 64 pages are the most of two levels.
    path = tmp_path / "many.pdf"
    card = compiled_card(text_frame())
    with path.open("wb") as target:
        merge_pdf(card, (RECORDS[number % 100] for number in range(4200)), target)

    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 4200
        assert len(pdf.Root.Pages.Kids) == 2
