from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from saleor_w2p_plugin.errors import ArtworkInvalid
from saleor_w2p_plugin.prepress.artwork.normalising import normalised
from saleor_w2p_plugin.prepress.artwork.uses import Use
from saleor_w2p_plugin.prepress.importing.review import FIXES, check_fixes
from tests.golden.card import operators
from tests.prepress.importing.forms import Form, run

SCRIPT = {"S": Name.JavaScript, "JS": String("app.alert(1)")}


def _open_script(form):
    form.pdf.Root.OpenAction = Dictionary(**SCRIPT)


def _named_script(form):
    tree = Dictionary(Names=Array([String("a"), Dictionary(**SCRIPT)]))
    form.pdf.Root.Names = Dictionary(JavaScript=tree)


def _field_script(form):
    # As Acrobat writes image fields.
    form.field("photo", kind="Btn", Ff=1 << 16, A=Dictionary(**SCRIPT))


def _attachment(form):
    stream = form.pdf.make_stream(b"secret", Type=Name.EmbeddedFile)
    file = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=stream))
    form.pdf.Root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String("a"), form.pdf.make_indirect(file)]))
    )


def _xfa(form):
    form.root.XFA = form.pdf.make_stream(b"<xdp/>")


@pytest.mark.parametrize(
    ("make", "fix", "said"),
    [
        (_open_script, "drop-scripts", "JavaScript"),
        (_named_script, "drop-scripts", "JavaScript"),
        (_field_script, "drop-scripts", "JavaScript"),
        (_attachment, "drop-attachments", "other files"),
        (_xfa, "drop-xfa", "XFA"),
    ],
)
def test_file_is_refused_unless_its_fix_is_asked_for(make, fix, said):
    form = Form(b"0 0 0 1 k 0 0 9 9 re f")
    make(form)

    with pytest.raises(ArtworkInvalid, match=said) as refusal:
        form.imported()
    (problem,) = refusal.value.problems
    assert problem.params == {"fix": fix}
    assert f"The fix {fix} helps" in problem.message

    found = form.imported(fixes=[fix])

    (applied,) = (f for f in found.findings if f.rule == "fix-applied")
    assert applied.fix == fix
    art = found.files["artwork/card.pdf"]
    assert ([0, 0, 0, 1], "k") in operators(art)
    assert b"secret" not in art
    assert normalised(art, [Use(1)])  # which refuses all of these


def test_fix_is_reported_when_there_was_no_need_for_it():
    rules = {finding.rule for finding in Form().imported(fixes=["drop-xfa"]).findings}

    assert "fix-not-needed" in rules


def test_fix_is_refused_when_there_is_none_of_its_name():
    with pytest.raises(ArtworkInvalid, match="no fix polish") as refusal:
        check_fixes(frozenset(["polish"]))
    assert refusal.value.problems[0].field == "fixes"
    check_fixes(frozenset(FIXES))


@pytest.mark.parametrize("password", ["", "secret"])
def test_file_is_refused_when_it_is_encrypted(password):
    data = Form().bytes(encryption=pikepdf.Encryption(owner="o", user=password))

    with pytest.raises(ArtworkInvalid, match="encrypted"):
        run(data, fixes=list(FIXES))


def test_file_is_refused_when_its_text_lacks_a_font():
    form = Form(b"BT /F1 9 Tf (a) Tj ET")
    form.page().Resources.Font = Dictionary(F1=form.loose_font("Frutiger"))

    with pytest.raises(ArtworkInvalid, match="Frutiger"):
        form.imported()


def test_file_is_refused_when_it_refers_to_another_file():
    form = Form()
    form.page().Resources.XObject = Dictionary(
        X=form.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
                               Ref=Dictionary(F=String("other.pdf"), Page=0))
    )  # fmt: skip

    with pytest.raises(ArtworkInvalid, match="another file"):
        form.imported()


LAYERED = b"""1 0 0 0 k 0 0 9 9 re f
/OC /Hidden BDC q 0 1 0 0 k 0 0 9 9 re f (no) Tj 2 0 (no) " /X Do BT ET Q EMC
/OC /Shown BDC 9 0 9 9 re B /Span <</A 1>> BDC 0 9 9 9 re S EMC EMC
/OC /Group BDC /OC /Shown BDC 0 0 1 1 re f* EMC EMC
/X Do /Y Do 0 0 2 2 re f"""


def _layered(base_state=None, **group):
    form = Form(LAYERED)
    pdf, resources = form.pdf, form.page().Resources
    hidden, shown = (
        pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("h", "s")
    )
    membership = Dictionary(Type=Name.OCMD, OCGs=Array([hidden, shown]), **group)
    resources.Properties = Dictionary(Hidden=hidden, Shown=shown, Group=membership)

    def drawn(content, **entries):
        own = Dictionary(Properties=resources.Properties)
        return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
                               Resources=own, **entries)  # fmt: skip

    resources.XObject = Dictionary(
        X=drawn(b"0 0 3 3 re f", OC=hidden),
        Y=drawn(b"/OC /Hidden BDC 0 0 4 4 re f EMC 0 0 5 5 re f"),
    )
    default = Dictionary(OFF=Array([hidden])) if base_state is None else Dictionary(
        BaseState=base_state, ON=Array([shown])
    )  # fmt: skip
    pdf.Root.OCProperties = Dictionary(OCGs=Array([hidden, shown]), D=default)
    return form


def _painted(found):
    """Return the rectangles that are painted, by their sides."""
    painted, last = [], None
    for operands, name in operators(found.files["artwork/card.pdf"]):
        if name == "re":
            last = [int(side) for side in operands]
        elif name in ("f", "f*", "B", "S", "n"):
            painted.append((last, name))
    return painted


@pytest.mark.parametrize("base_state", [None, Name.OFF])
@pytest.mark.parametrize(("policy", "shows"), [("AnyOn", True), ("AllOn", False),
                                               ("AnyOff", True), ("AllOff", False)])  # fmt: skip
def test_what_stands_on_hidden_layers_is_left_out(base_state, policy, shows):
    form = _layered(base_state, P=Name(f"/{policy}"))
    with pytest.raises(ArtworkInvalid, match="hidden layers"):
        form.imported()

    found = form.imported(fixes=["drop-hidden-layers"])

    assert _painted(found) == [
        ([0, 0, 9, 9], "f"),
        ([0, 0, 9, 9], "n"),
        ([9, 0, 9, 9], "B"),
        ([0, 9, 9, 9], "S"),
        ([0, 0, 1, 1], "f*" if shows else "n"),
        ([0, 0, 4, 4], "n"),
        ([0, 0, 5, 5], "f"),
        ([0, 0, 2, 2], "f"),
    ]
    with pikepdf.open(io.BytesIO(found.files["artwork/card.pdf"])) as pdf:
        assert "/OCProperties" not in pdf.Root


def test_layers_by_a_formula_are_refused():
    form = _layered(VE=Array([Name.Not]))

    with pytest.raises(ArtworkInvalid, match="formula"):
        form.imported(fixes=["drop-hidden-layers"])
