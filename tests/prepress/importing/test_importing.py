from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from saleor_w2p_plugin.design import fields
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.press import Press
from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress import raster
from saleor_w2p_plugin.prepress.importing import import_artwork
from saleor_w2p_plugin.prepress.preflight import inspect
from saleor_w2p_plugin.rendering import MemoryAssets, compile, press_pdf
from tests.golden.card import MM
from tests.prepress.importing.forms import COMB, FONTS, MULTILINE, RADIO, Form

ART = b"0 0 0 0.1 k -200 -200 900 900 re f 1 0.5 0 0 k -200 -200 60 900 re f"


def _card(turn=0, origin=0.0):
    form = Form(ART, pages=2, origin=origin)
    form.field("person.name[min=7]", (22, 5, 60, 8), DA=String("/Bold 16 Tf 1 0.5 0 0.2 k"))
    form.field("zip", (22, 22, 30, 6), DA=String("/Noto 12 Tf 0 g"), Ff=COMB, MaxLen=5)
    form.field("address", (22, 36, 40, 15), Ff=MULTILINE, DA=String("/Noto 8 Tf 0.4 g"))
    form.field("side", (2, 10, 6, 35), DA=String("/Bold 10 Tf 0 g"), MK=Dictionary(R=90))
    kids = [form.box((66 + 8 * n, 46, 5, 5), state) for n, state in enumerate(["Berlin", "Paris"])]
    form.parent("office", kids, FT=Name.Btn, Ff=RADIO)
    kid = form.widget((30, 20, 40, 8), page=2, T=String("person.name[size=12]"), FT=Name.Tx)
    form.root.Fields.append(kid)
    for number in (1, 2):
        form.page(number).Rotate = turn
    return form


def _rendered(data, answers):
    found = import_artwork(data, name="Card", fonts=FONTS)
    compiled = compile(load(found.document), MemoryAssets.of(found.files.values()))
    cleaned = fields.clean(compiled.document, answers, role="company_admin", defaults={})
    pdf = press_pdf(compiled, cleaned)
    assert inspect(pdf, compiled.document).passed
    return pdf


ANSWERS = {"person_name": "Ann Lee", "zip": "12345", "address": "1 High Street\nLondon",
           "side": "SIDE", "office": "Paris"}  # fmt: skip


def _darkest(picture, x, y, width, height, dpi=100):
    """Return how dark an area is at most, and whether it is the bare background."""
    box = [round((side + 3) / 25.4 * dpi) for side in (x, y, x + width, y + height)]
    return min(picture.convert("L").crop(box).tobytes())


@pytest.mark.parametrize("turn", [0, 180])
@pytest.mark.parametrize("origin", [0.0, -77.0])
def test_imported_design_prints_where_the_form_was(turn, origin):
    pdf = _rendered(_card(turn, origin).bytes(), ANSWERS)

    picture = raster.picture(pdf, 1, 100)
    if turn:
        picture = picture.rotate(180)

    assert picture.size == pytest.approx((91 / 25.4 * 100, 61 / 25.4 * 100), abs=1)
    assert _darkest(picture, 23, 6, 25, 6) < 140  # the name
    assert _darkest(picture, 74, 46, 5, 5) < 60  # the mark of Paris
    assert _darkest(picture, 66, 46, 5, 5) > 200  # and none of Berlin
    for cell in range(5):
        assert _darkest(picture, 23.2 + 6 * cell, 22, 3.6, 6) < 100
        assert _darkest(picture, 22 + 6 * cell, 22, 1, 6) > 200
    assert _darkest(picture, 2, 10, 6, 35) < 60
    assert _darkest(picture, 50, 14, 30, 7) > 200


def test_imported_design_prints_upright_when_the_page_was_turned():
    pdf = _rendered(_card(90).bytes(), ANSWERS)

    turned = raster.picture(pdf, 1, 100).rotate(90, expand=True)

    assert _darkest(turned, 23, 6, 25, 6) < 140
    assert _darkest(turned, 74, 46, 5, 5) < 60
    assert _darkest(turned, 2, 10, 6, 35) < 60


def test_answers_stand_as_text_in_the_file():
    import pypdfium2

    document = pypdfium2.PdfDocument(_rendered(_card().bytes(), ANSWERS))

    front, back = (page.get_textpage().get_text_range() for page in document)

    assert "Ann Lee" in front
    assert "1 High Street" in front
    assert back.strip() == "Ann Lee"


def test_design_rules_are_told_by_the_names_of_fields():
    form = Form()
    form.field("size[kind=number,min_length=3]")
    form.field("name[min=20]", (5, 25, 40, 8))
    form.field("far", (95, 5, 40, 8))

    with pytest.raises(ArtworkInvalid) as refusal:
        import_artwork(form.bytes(), name="Card", fonts=FONTS)

    told = {
        (problem.field, problem.message.partition(":")[0]) for problem in refusal.value.problems
    }
    assert told == {
        ("artwork.fields.size", "min_length"),
        ("artwork.fields.name", "min_size_pt"),
        ("artwork.fields.far", "x_mm"),
    }


def test_press_policy_decides_what_is_taken():
    form = Form(b"1 0 0 rg 0 0 9 9 re f")
    del form.page().TrimBox
    policy = Press(allows_rgb=False, needs_trim_box=True)

    with pytest.raises(ArtworkInvalid) as refusal:
        import_artwork(form.bytes(), name="Card", press=policy)
    assert refusal.value.problems[0].params == {"fix": "assume-trim-from-crop"}

    fixes = ["assume-trim-from-crop", "convert-rgb"]
    found = import_artwork(form.bytes(), name="Card", press=policy, fixes=fixes)
    assert [f.fix for f in found.findings if f.rule == "fix-applied"] == fixes
    with pikepdf.open(io.BytesIO(found.files["artwork/card.pdf"])) as pdf:
        assert [float(side) for side in pdf.pages[0].trimbox] == pytest.approx(
            [0, 0, 91 * MM, 61 * MM], abs=0.001
        )
    compile(load(found.document), MemoryAssets.of(found.files.values()))


def test_unknown_fix_is_refused():
    with pytest.raises(ArtworkInvalid, match="no fix polish"):
        import_artwork(b"", name="Card", fixes=["polish"])


def test_name_is_made_a_key():
    found = import_artwork(Form().bytes(), name="Marks", fonts=FONTS)

    assert found.document["name"] == "Marks"
    assert list(found.files) == ["artwork/marks-2.pdf"]
