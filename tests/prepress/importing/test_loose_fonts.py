from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.errors import ArtworkInvalid
from tests.golden.card import operators
from tests.prepress.importing.forms import Form


def _form(content, is_direct=False, **inner):
    form = Form(content)
    resources = form.page().Resources
    resources.Font = Dictionary(F1=form.loose_font("Frutiger"), F2=form.loose_font("Optima"))
    if is_direct:
        resources.Font.F1 = Dictionary(Subtype=Name.Type1, BaseFont=Name.Frutiger)
    resources.ExtGState = Dictionary(G=Dictionary(Font=Array([resources.Font.F1, 9])))
    drawn = form.pdf.make_stream(
        inner.pop("drawn", b""), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], **inner
    )
    resources.XObject = Dictionary(X=drawn)
    return form


@pytest.mark.parametrize(
    "form",
    [
        lambda: _form(b"BT /F1 12 Tf 14 TL ET 0 0 0 1 k 0 0 9 9 re f"),
        lambda: _form(b"0 0 0 1 k 0 0 9 9 re f /X Do", drawn=b"BT /F1 9 Tf ET"),
        lambda: _form(b"/F1 12 Tf 0 0 0 1 k 0 0 9 9 re f", is_direct=True),
        lambda: _form(b"/G gs q /F2 9 Tf Q 0 0 0 1 k 0 0 9 9 re f"),
    ],
)
def test_font_that_sets_nothing_is_left_out_and_reported(form):
    found = form().imported()

    (said,) = (f.message for f in found.findings if f.rule == "fonts-unused")
    assert "Frutiger" in said
    names = [name for _, name in operators(found.files["artwork/card.pdf"])]
    assert "Tf" not in names
    assert "f" in names


@pytest.mark.parametrize(
    ("content", "drawn"),
    [
        (b"BT /F1 12 Tf (a) Tj ET", b""),
        (b"BT /F1 12 Tf q /F2 9 Tf Q [(a)] TJ ET", b""),
        (b"/G gs BT (a) ' ET", b""),
        (b"/X Do", b"BT /F1 12 Tf (a) Tj ET"),
        (b"/F1 12 Tf /X Do", b"BT (a) Tj ET"),
        (b"/F2 12 Tf /X Do /F1 12 Tf /X Do", b"BT (a) Tj ET"),
    ],
)
def test_font_that_sets_text_is_asked_for(content, drawn):
    with pytest.raises(ArtworkInvalid, match="not embedded"):
        _form(content, drawn=drawn).imported()
