"""PDFs whose pages are plain, with traps beside them: forms, actions, outlines, files, layers."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.broken.file import Broken
from tests.hostile.making import BOX, one_page, packed, raw, stream

_PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]%s>>" % BOX
_PAGE = b"<</Type/Page/Parent 2 0 R%s>>"
_FIELD = b"/FT/Tx/Subtype/Widget/Rect[9 9 99 29]/DA(0 g /F 9 Tf)"
_ATTACHED = b"/EF<</F 5 0 R>>/F(a.exe)/Type/Filespec"


def _with_root(entries: bytes, *objects: bytes, page: bytes = b"") -> Callable[[], bytes]:
    """Write a file of one page; `objects` are numbered from 4."""
    return lambda: raw(b"<</Type/Catalog/Pages 2 0 R%s>>" % entries, _PAGES, _PAGE % page, *objects)


def _form(*fields: bytes) -> Callable[[], bytes]:
    """Write a form with the first of these fields, numbered from 4, which is on the page too."""
    return _with_root(b"/AcroForm<</Fields[4 0 R]>>", *fields, page=b"/Annots[4 0 R]")


def _deep_form() -> bytes:
    levels = [
        b"<</T(a)/Parent %d 0 R/Kids[%d 0 R]>>" % (number - 1, number + 1)
        for number in range(4, 20_004)
    ]
    return _form(*levels, b"<</T(z)/Parent 20003 0 R%s>>" % _FIELD)()


def _wide_form() -> bytes:
    fields = [b"<</T(f%d)/P 3 0 R%s>>" % (number, _FIELD) for number in range(4, 60_004)]
    listed = b" ".join(b"%d 0 R" % number for number in range(4, 60_004))
    form = b"/AcroForm<</Fields[%s]>>" % listed
    return _with_root(form, *fields, page=b"/Annots[%s]" % listed)()


def _action(action: bytes) -> Callable[[], bytes]:
    return _with_root(b"/OpenAction<<%s>>" % action)


def _annotation(entries: bytes, *objects: bytes) -> Callable[[], bytes]:
    listed = b"/Annots[<</Type/Annot/Rect[0 0 9 9]%s>>]" % entries
    return _with_root(b"", b"null", *objects, page=listed)


def _laughing_metadata() -> bytes:
    laughs = "".join(
        f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
    ).encode()
    text = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">%s]>'
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>&a9;</dc:format>'
        b"</rdf:Description></rdf:RDF></x:xmpmeta>" % laughs
    )
    return _with_root(b"/Metadata 4 0 R", stream(b"/Type/Metadata/Subtype/XML", text))()


def _metadata_bomb() -> bytes:
    bomb = packed(b"<a>" * 333_333, 300)
    entries = b"/Type/Metadata/Subtype/XML/Filter/FlateDecode"
    return _with_root(b"/Metadata 4 0 R", stream(entries, bomb))()


def _intent(entries: bytes, *objects: bytes) -> Callable[[], bytes]:
    listed = b"/OutputIntents[<</S/GTS_PDFX/OutputConditionIdentifier(X)%s>>]" % entries
    return _with_root(listed, *objects)


def _layers(entries: bytes, *objects: bytes) -> Callable[[], bytes]:
    return _with_root(b"/OCProperties<</OCGs[4 0 R]%s>>" % entries, *objects)


_FORM = "has form fields"
_SCRIPT = "JavaScript"

FILES: dict[str, Broken] = {
    "form-kids-loop": Broken(_form(b"<</T(a)/Kids[5 0 R]>>", b"<</T(b)/Kids[4 0 R]>>"), _FORM),
    "form-parents-loop": Broken(_form(b"<</T(a)/Parent 4 0 R%s>>" % _FIELD), _FORM),
    "form-is-20000-deep": Broken(_deep_form, _FORM),
    "form-has-60000-fields": Broken(_wide_form, _FORM),
    "form-is-a-number": Broken(_with_root(b"/AcroForm 7"), "not what"),
    "form-fields-are-a-word": Broken(_with_root(b"/AcroForm<</Fields/None>>"), "not what"),
    "form-fields-are-numbers": Broken(_with_root(b"/AcroForm<</Fields[1 2 3]>>"), _FORM),
    "form-field-has-no-place": Broken(_form(b"<</T(a)/FT/Tx/Subtype/Widget>>"), _FORM),
    "form-field-is-nowhere": Broken(
        _form(b"<</T(a)/FT/Tx/Subtype/Widget/Rect[nan inf -inf 1e400]>>"), ""
    ),
    "form-name-is-enormous": Broken(_form(b"<</T(%s)%s>>" % (b"a" * 1_000_000, _FIELD)), _FORM),
    "form-options-are-many": Broken(
        _form(b"<</T(a)/FT/Ch/Ff 131072/Rect[0 0 9 9]/Opt[%s]>>" % (b"(a)" * 300_000)), _FORM
    ),
    "form-appearance-is-broken": Broken(
        _form(b"<</T(a)%s/DA(Tf Tf ((( nan 0 k)/MK<</R 45>>/Q 9/MaxLen -5>>" % _FIELD), _FORM
    ),
    "form-calculates": Broken(
        _form(b"<</T(a)%s/AA<</C<</S/JavaScript/JS(for(;;);)>>>>>>" % _FIELD), _SCRIPT
    ),
    "form-is-xfa-that-laughs": Broken(
        _with_root(b"/AcroForm<</Fields[]/XFA 4 0 R>>", stream(b"", b"<!DOCTYPE x [")),
        "XFA",
    ),
    "action-launches": Broken(_action(b"/S/Launch/F(calc.exe)")),
    "action-submits": Broken(_action(b"/S/SubmitForm/F(http://example.org/)")),
    "action-imports": Broken(_action(b"/S/ImportData/F(/etc/passwd)")),
    "action-goes-elsewhere": Broken(_action(b"/S/GoToR/F(/etc/passwd)/D[0/Fit]")),
    "action-runs-a-rendition": Broken(_action(b"/S/Rendition/JS(app.alert(1))"), _SCRIPT),
    "action-follows-itself": Broken(_with_root(b"/OpenAction 4 0 R", b"<</S/Named/Next 4 0 R>>")),
    "annotation-attaches": Broken(
        _annotation(b"/Subtype/FileAttachment/FS<<%s>>" % _ATTACHED, stream(b"", b"MZ")),
        "carries other files",
    ),
    "annotation-is-rich-media": Broken(_annotation(b"/Subtype/RichMedia/RichMediaContent 5 0 R")),
    "annotation-plays": Broken(_annotation(b"/Subtype/Movie/Movie<</F(a.mov)>>")),
    "annotations-are-a-number": Broken(_with_root(b"", page=b"/Annots 7")),
    "annotations-are-200000": Broken(
        _with_root(b"", page=b"/Annots[%s]" % (b"<</Subtype/Link/Rect[0 0 9 9]>>" * 200_000))
    ),
    "outlines-loop": Broken(
        _with_root(
            b"/Outlines 4 0 R",
            b"<</First 5 0 R/Last 5 0 R/Count 1>>",
            b"<</Title(a)/Parent 4 0 R/Next 5 0 R/First 4 0 R>>",
        )
    ),
    "names-loop": Broken(_with_root(b"/Names<</Dests 4 0 R>>", b"<</Kids[4 0 R]>>")),
    "page-labels-loop": Broken(_with_root(b"/PageLabels 4 0 R", b"<</Kids[4 0 R 4 0 R]>>")),
    "structure-loops": Broken(
        _with_root(
            b"/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>",
            b"<</Type/StructTreeRoot/K 5 0 R>>",
            b"<</S/P/P 4 0 R/K[5 0 R 4 0 R]>>",
        )
    ),
    "threads-loop": Broken(
        _with_root(b"/Threads[4 0 R]", b"<</F 5 0 R>>", b"<</N 5 0 R/V 5 0 R/P 3 0 R>>")
    ),
    "metadata-laughs": Broken(_laughing_metadata),
    "metadata-is-a-bomb": Broken(_metadata_bomb),
    "metadata-is-a-number": Broken(_with_root(b"/Metadata 7")),
    "info-is-itself": Broken(
        lambda: _with_root(b"", b"<</Title 4 0 R>>")().replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Info 4 0 R"
        )
    ),
    "intent-is-garbage": Broken(
        _intent(b"/DestOutputProfile 4 0 R", stream(b"/N 4", b"garbage" * 100))
    ),
    "intent-is-itself": Broken(
        _with_root(b"/OutputIntents 4 0 R", b"[4 0 R 4 0 R 4 0 R]"),
    ),
    "intent-is-a-bomb": Broken(
        _intent(
            b"/DestOutputProfile 4 0 R",
            stream(b"/N 4/Filter/FlateDecode", packed(b"\0" * 1_000_000, 800)),
        )
    ),
    "intents-are-a-number": Broken(_with_root(b"/OutputIntents 4")),
    "layers-are-hidden": Broken(
        _layers(b"/D<</OFF[4 0 R]>>", b"<</Type/OCG/Name(a)>>"), "hidden layers"
    ),
    "layers-loop": Broken(
        _layers(b"/D<</Order 5 0 R>>", b"<</Type/OCG/Name(a)>>", b"[4 0 R 5 0 R]")
    ),
    "layers-are-a-number": Broken(_with_root(b"/OCProperties 7"), "not what"),
    "encryption-is-broken": Broken(
        lambda: one_page(b"")().replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9>>/ID[(a)(b)]"
        ),
        "",
    ),
    "encryption-is-of-nobody": Broken(
        lambda: one_page(b"")().replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Nobody/V 1>>/ID[(a)(b)]"
        ),
        "",
    ),
}
