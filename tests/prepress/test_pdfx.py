from __future__ import annotations

import io

import pikepdf
import pytest

from saleor_w2p_plugin.design.press import DEFAULT, Condition
from saleor_w2p_plugin.prepress import pdfx

STANDARDS = ("PDF/X-4", "PDF/X-1a:2003")
DIGEST = "0123456789abcdef" * 4
PDFXID = "{http://www.npes.org/pdfx/ns/id/}"
PDFX = "{http://ns.adobe.com/pdfx/1.3/}"


def _parsed(entries):
    return pikepdf.Object.parse(b"<<%s>>" % entries)


def _saved(standard, title):
    """Return a file of one page that says what the standard asks for, as a library writes it."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Metadata = pdf.make_stream(
            pdfx.xmp(standard, title, DIGEST), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        pdf.trailer.Info = pdf.make_indirect(_parsed(pdfx.info(standard, title)))
        saved = io.BytesIO()
        pdf.save(saved)
        return saved.getvalue()


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("title", ["Card", "<Łódź> & (sons) \\", "Null \0 and \ud800 surrogate"])
def test_info_and_xmp_say_the_same(standard, title):
    with pikepdf.open(io.BytesIO(_saved(standard, title))) as pdf, pdf.open_metadata() as xmp:
        info = pdf.docinfo

        assert xmp["dc:title"] == str(info["/Title"])
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "2000-01-01T00:00:00Z"
        assert info["/CreationDate"] == info["/ModDate"] == "D:20000101000000Z"
        assert (xmp["pdf:Trapped"], info["/Trapped"]) == ("False", pikepdf.Name("/False"))
        assert xmp["xmpMM:DocumentID"] == f"uuid:{DIGEST[:32]}"
        assert (xmp["xmpMM:VersionID"], xmp["xmpMM:RenditionClass"]) == ("1", "default")


def test_xmp_and_info_name_pdf_x_4():
    with pikepdf.open(io.BytesIO(_saved("PDF/X-4", "Card"))) as pdf, pdf.open_metadata() as xmp:
        assert xmp[f"{PDFXID}GTS_PDFXVersion"] == "PDF/X-4"
        assert pdf.docinfo["/GTS_PDFXVersion"] == "PDF/X-4"
        assert "/GTS_PDFXConformance" not in pdf.docinfo


def test_info_names_pdf_x_1a():
    with (
        pikepdf.open(io.BytesIO(_saved("PDF/X-1a:2003", "Card"))) as pdf,
        pdf.open_metadata() as xmp,
    ):
        assert f"{PDFXID}GTS_PDFXVersion" not in xmp
        for key in ("GTS_PDFXVersion", "GTS_PDFXConformance"):
            assert str(pdf.docinfo[f"/{key}"]) == xmp[PDFX + key] == "PDF/X-1a:2003"


def test_header_is_that_of_the_standards_version():
    assert pdfx.header("PDF/X-4").startswith(b"%PDF-1.6\n%")
    assert pdfx.header("PDF/X-1a:2003").startswith(b"%PDF-1.4\n%")


def test_output_intent_names_the_condition():
    intent = _parsed(pdfx.output_intent(DEFAULT.condition))

    assert intent.S == pikepdf.Name.GTS_PDFX
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert str(intent.RegistryName) == "http://www.color.org"
    assert str(intent.Info) == "Coated FOGRA39 (ISO 12647-2:2004)"


def test_output_intent_explains_a_condition_that_is_in_no_registry():
    intent = _parsed(pdfx.output_intent(Condition("House (2) \\ uncoated", "", "")))

    assert str(intent.OutputConditionIdentifier) == "House (2) \\ uncoated"
    assert intent.Info == intent.OutputConditionIdentifier
    assert "/RegistryName" not in intent
