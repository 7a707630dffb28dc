"""What the golden folders expect; W2P_WRITE_GOLDEN=1 writes their pictures anew: look at them."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess

import pypdfium2
import pytest
from PIL import Image, ImageChops

from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.prepress import preflight, raster
from saleor_w2p_plugin.rendering import check, expected_codes, merge_pdf
from saleor_w2p_plugin.rendering.preview import layers
from tests.golden import folders
from tests.golden.folders import HERE, POOL, TRAPS, Print

DPI = 100
# Anti-aliasing differs a little between PDFium's versions; a letter that moves by half a pixel
# changes more than this.
MEAN_TOLERANCE = 0.6
# Anti-aliasing over a kept background rounds once more than on a whole page.
LAYERED_MOST = 2
PRINTS = [one for trap in TRAPS for one in folders.printed(trap)]
REFUSING = [trap for trap in TRAPS if folders.refused(trap)]
each_print = pytest.mark.parametrize("one", PRINTS, ids=str)


@each_print
def test_page_looks_as_it_did(one: Print):
    for number, page in enumerate(one.compiled.document.pages, start=1):
        picture = raster.picture(one.pdf, number, DPI)
        golden = one.picture(page.name)
        if os.environ.get("W2P_WRITE_GOLDEN"):
            picture.save(golden, optimize=True)
        expected = Image.open(golden).convert("RGB")

        assert picture.size == expected.size
        assert _mean_difference(picture, expected) < MEAN_TOLERANCE


def test_folders_have_no_pictures_that_nothing_is_compared_with():
    compared = {one.picture(page.name) for one in PRINTS for page in one.compiled.document.pages}

    assert set(HERE.glob("*/*.png")) - set((HERE / "assets").iterdir()) == compared


def test_comparison_notices_when_a_letter_changes():
    one, other = (raster.picture(each.pdf, 1, DPI) for each in folders.printed("copyfit-group"))

    assert _mean_difference(one, one) == 0
    assert _mean_difference(one, other) > MEAN_TOLERANCE


@each_print
def test_preflight_reads_every_code_and_finds_nothing_else(one: Print):
    codes = expected_codes(one.compiled.document, one.answers)
    findings = preflight.inspect(one.pdf, one.compiled.document, codes).findings
    listed = folders.expected(one.trap, "findings.json")
    expected = [each for each in listed if each.get("record", one.record) == one.record]

    assert [(found.rule, found.page) for found in findings] == [
        (each["rule"], each["page"]) for each in expected
    ]
    for found, each in zip(findings, expected, strict=True):
        assert each["says"] in found.message


@each_print
def test_layers_show_what_the_whole_page_shows(one: Print):
    for number, boxes in enumerate(one.compiled.boxes, start=1):
        whole = raster.picture(one.pdf, number, DPI, boxes.trim)
        layered = layers.picture(one.compiled, one.answers, number, DPI, POOL)
        difference = ImageChops.difference(whole, layered).getextrema()

        assert max(most for _, most in difference) <= LAYERED_MOST


@pytest.mark.parametrize("trap", REFUSING)
def test_record_is_refused_with_all_that_is_wrong(trap):
    for variant in folders.variants(trap):
        for record in sorted(folders.refused(trap)):
            with pytest.raises(W2PError) as refusal:
                check(
                    folders.compiled(trap, variant),
                    folders.records(trap, variant)[record - 1],
                    POOL,
                )

            expected = [
                each for each in folders.expected(trap, "refused.json") if each["record"] == record
            ]
            problems = refusal.value.problems
            assert [(problem.code, problem.field) for problem in problems] == [
                (each["code"], each["field"]) for each in expected
            ]
            for problem, each in zip(problems, expected, strict=True):
                assert each["says"] in problem.message


@pytest.mark.parametrize("trap", TRAPS)
def test_readers_find_the_text_and_nothing_wrong_when_all_records_are_in_one_file(trap, tmp_path):
    for variant in folders.variants(trap):
        path = tmp_path / f"{variant or 'whole'}.pdf"
        records = [one.answers for one in folders.printed(trap) if one.variant == variant]
        with path.open("wb") as target:
            merge_pdf(folders.compiled(trap, variant), records, target, POOL)

        listed = HERE / trap / "text.txt"
        wanted = listed.read_text().splitlines() if listed.exists() else []
        for read in (_read_by_pdfium, _read_by_poppler):
            found = read(path)
            if found is not None:
                assert [line for line in wanted if _joined(line) not in found] == []
        if shutil.which("qpdf"):
            checked = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
            assert (checked.returncode, checked.stderr) == (0, b"")


def _mean_difference(one: Image.Image, other: Image.Image) -> float:
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (one.width * one.height)


def _read_by_pdfium(path):
    document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    try:
        return _joined("\n".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def _read_by_poppler(path):
    if not shutil.which("pdftotext"):
        return None
    shown = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
    return _joined(shown.decode())


def _joined(text):
    """Return a text without blanks, and without the marks of direction that pdftotext adds."""
    return "".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).split())
