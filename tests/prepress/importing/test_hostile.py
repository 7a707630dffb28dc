from __future__ import annotations

import time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress.importing import import_artwork
from tests.hostile.pdfs import raw
from tests.prepress.importing.forms import FONTS, MULTILINE, RADIO, Form, run


def _parents_in_a_circle(form):
    kid = form.field("a")
    other = form.pdf.make_indirect(Dictionary(T=String("b"), Kids=Array([kid]), Parent=kid))
    kid.Parent = other


def _its_own_parent(form):
    kid = form.field("a")
    kid.Parent = kid


def _many_parents(form):
    above = form.field("a")
    for number in range(100):
        above.Parent = form.pdf.make_indirect(Dictionary(T=String(f"n{number}")))
        above = above.Parent


def _many_fields(form):
    entries = {"Subtype": Name.Widget, "FT": Name.Tx, "Rect": Array([0, 0, 9, 9])}
    form.page().Annots = Array([Dictionary(T=String(f"n{n}"), **entries) for n in range(100_000)])


def _many_listed_fields(form):
    form.root.Fields = Array([Dictionary(T=String(f"n{n}")) for n in range(100_000)])


def _too_many_fields(form):
    for number in range(201):
        form.field(f"n{number}")


def _many_pages(form):
    for _ in range(60):
        form.pdf.add_blank_page()


def _long_name(form):
    form.field("x" * 100_000)


def _many_parts_of_a_name(form):
    form.field(".".join("x" * 5000))


def _many_options(form):
    form.field("a", kind="Ch", Opt=Array([String(str(n)) for n in range(100_000)]))


def _long_options(form):
    form.field("a", kind="Ch", Opt=Array([String("x" * 30_000)]))


def _packed_value(form):
    form.field("a", V=form.pdf.make_stream(b"x" * 50_000_000))


def _number_as_rectangle(form):
    form.field("a").Rect = 7


def _text_as_flags(form):
    form.field("a", Ff=String("x"))


def _number_as_name(form):
    form.field("a").T = 7


def _array_as_parent(form):
    form.field("a").Parent = Array([1])


def _number_as_form(form):
    form.pdf.Root.AcroForm = 7


def _name_as_default_appearance(form):
    form.field("a", DA=Array([1]))


def _text_as_fonts(form):
    form.root.DR = String("x")
    form.field("a")


def _number_as_states(form):
    form.field("a", kind="Btn", Ff=RADIO, AP=7)


def _no_digits_but_a_state(form):
    kid = form.box((5, 5, 4, 4), "²", T=String("a"), FT=Name.Btn, Opt=Array([String("x")]))
    form.root.Fields.append(kid)


def _options_of_numbers(form):
    form.field("a", kind="Ch", Opt=Array([1, 2]))


def _value_that_is_no_text(form):
    form.field("a", Ff=MULTILINE, V=String("a\tb\0c"))


def _program_that_is_no_font(form):
    program = form.pdf.make_stream(b"\0\1\0\0" + b"\xff" * 100_000)
    descriptor = Dictionary(FontFile2=form.pdf.make_indirect(program))
    font = Dictionary(Type=Name.Font, BaseFont=Name.X, FontDescriptor=descriptor)
    form.root.DR.Font.X = form.pdf.make_indirect(font)
    form.field("a", DA=String("/X 9 Tf"))


def _packed_font(form):
    form.root.DR.Font.X = Dictionary(
        BaseFont=Name.X,
        FontDescriptor=Dictionary(FontFile2=form.pdf.make_stream(b"\0" * 100_000_000)),
    )
    form.field("a", DA=String("/X 9 Tf"))


def _outside_the_page(form):
    form.field("a", Array([5000, 5000, 5100, 5100]))


def _forms_in_each_other(form):
    inner = form.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    inner.Resources = Dictionary(
        XObject=Dictionary(X=inner), Pattern=Dictionary(P=inner), Font=Dictionary(F=inner)
    )
    form.page().Resources.XObject = Dictionary(X=inner)
    form.field("a[colr=1]")


def _nested_forms_that_set_text(form):
    held = Dictionary()
    for _ in range(1000):
        drawn = form.pdf.make_stream(
            b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Resources=held
        )
        held = Dictionary(XObject=Dictionary(X=drawn))
    form.page().Contents = form.pdf.make_stream(b"/X Do")
    form.page().Resources = held
    form.page().Resources.Font = Dictionary(F=form.loose_font("Loose"))


def _layers_of_nested_forms(form):
    _nested_forms_that_set_text(form)
    layer = form.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("h")))
    form.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


CASES = [value for name, value in sorted(globals().items()) if name.startswith("_") and
         callable(value) and value.__module__ == __name__]  # fmt: skip


@pytest.mark.filterwarnings("ignore::pikepdf.exceptions.PageCopyWarning")
@pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__.strip("_"))
def test_hostile_form_is_refused_in_time(make):
    form = Form()
    make(form)
    data = form.bytes(compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    started = time.perf_counter()
    with pytest.raises(ArtworkInvalid) as refusal:
        import_artwork(data, name="Card", fonts=FONTS, fixes=["drop-hidden-layers"])

    assert time.perf_counter() - started < 10
    for problem in refusal.value.problems:
        assert problem.field.startswith("artwork")
        assert len(problem.message) < 500
        assert "crash" not in problem.message


_CATALOG = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"
_TREE = b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 258 173]>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>"
_FIELD = b"<</Subtype/Widget/FT/Btn/Ff 65536/T(a)/Rect[9 9 99 99]>>"


@pytest.mark.parametrize(
    "objects",
    [
        (_CATALOG, _TREE, _PAGE, _FIELD.replace(b"[9", b"[9" + b"0" * 400)),
        (_CATALOG, _TREE, _PAGE, _FIELD.replace(b"[9 9 99 99]", b"[9 9 99]")),
        (_CATALOG, _TREE, _PAGE, _FIELD.replace(b"[9 9 99 99]", b"[/a /b /c /d]")),
        (_CATALOG, _TREE, _PAGE, _FIELD.replace(b"65536", b"[65536]")),
        (_CATALOG, _TREE, _PAGE, _FIELD.replace(b"/T(a)", b"/T(a)/MK 7")),
        (_CATALOG, _TREE, _PAGE, _FIELD.replace(b"/T(a)", b"/T(a)/F(x)")),
        (_CATALOG, _TREE, _PAGE, b"<</Subtype/Widget/Parent 4 0 R>>"),
    ],
)
def test_raw_objects_are_refused_when_they_are_of_no_sense(objects):
    with pytest.raises(ArtworkInvalid):
        run(raw(*objects))


def test_the_same_raw_objects_are_read_when_they_make_sense():
    assert run(raw(_CATALOG, _TREE, _PAGE, _FIELD)).document["fields"]


@pytest.mark.parametrize("cut", [10, 300, 1000])
def test_truncated_form_is_refused_or_read(cut):
    form = Form()
    form.field("a")

    try:
        found = import_artwork(form.bytes()[:-cut], name="Card", fonts=FONTS)
    except ArtworkInvalid:
        return
    assert found.document["pages"]
