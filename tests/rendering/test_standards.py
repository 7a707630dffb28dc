"""What files say of themselves and hold, by our own rules, a library's and three other readers'."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pikepdf
import pytest
from pikepdf import Name

from tests.golden import folders

try:
    from pikepdf import pdfa
except ImportError:  # an older pikepdf
    pdfa = None

PRINTS = {trap: next(folders.printed(trap), None) for trap in folders.TRAPS}
TRAPS = [trap for trap, one in PRINTS.items() if one]
X1A = "pdf-x-1a"
each_trap = pytest.mark.parametrize("trap", TRAPS)
needs_poppler = pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler is not installed")

PDFX = "http://ns.adobe.com/pdfx/1.3/"
# What no file of PDF/X holds (ISO 15930-7 and -4), of streams and graphics states.
FORBIDDEN = {
    *("/TR", "/TR2", "/HT", "/HTP", "/OPI", "/PS", "/Alternates", "/PieceInfo", "/Ref", "/AA"),
    *("/OCProperties", "/EF", "/JS", "/Annots", "/AcroForm", "/Encrypt"),
}
SPACES = {"/DeviceCMYK", "/DeviceGray", "/Separation", "/DeviceN", "/Indexed", "/Pattern"}
FILTERS = {"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/RunLengthDecode", "/ASCII85Decode"}


def _opened(trap):
    return pikepdf.open(io.BytesIO(PRINTS[trap].pdf))


def _dictionaries(pdf):
    """Return all dictionaries of a file, those inside other objects too."""
    waiting, seen = list(pdf.objects), set()
    while waiting:
        item = waiting.pop()
        if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            continue
        if item.is_indirect and item.objgen in seen:
            continue
        seen.add(item.objgen if item.is_indirect else None)
        if isinstance(item, pikepdf.Array):
            waiting += item.as_list()
        else:
            yield item
            waiting += [value for _, value in item.items()]


def _transparency(pdf):
    """Yield each entry that PDF/X-1a has no use for (ISO 15930-4, 6.4)."""
    for item in _dictionaries(pdf):
        for key in ("/ca", "/CA"):
            if isinstance(item.get(key, 1), pikepdf.Object) is False and item.get(key, 1) < 1:
                yield key
        if item.get("/SMask", Name("/None")) != Name("/None"):
            yield "/SMask"
        if item.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible):
            yield "/BM"
        if item.get("/S") == Name.Transparency:
            yield "/Group"


def _spaces(pdf):
    """Yield the families of all colour spaces."""
    for item in _dictionaries(pdf):
        named = item.get("/ColorSpace")
        if named is None:
            continue
        found = [value for _, value in named.items()] if _is_named(named) else [named]
        for space in found:
            yield from _families(space)


def _is_named(space):
    return isinstance(space, pikepdf.Dictionary)


def _families(space):
    if isinstance(space, pikepdf.Array):
        yield str(space[0])
        nested = {"/Indexed": 1, "/Separation": 2, "/DeviceN": 2, "/Pattern": 1}.get(str(space[0]))
        if nested is not None and len(space) > nested:
            yield from _families(space[nested])
    else:
        yield str(space)


@each_trap
def test_file_says_what_its_standard_asks(trap):
    one = PRINTS[trap]
    press = one.compiled.document.press
    with _opened(trap) as pdf, pdf.open_metadata() as xmp:
        info, (intent,) = pdf.docinfo, pdf.Root.OutputIntents
        assert pdf.pdf_version == {"PDF/X-4": "1.6", "PDF/X-1a:2003": "1.4"}[press.standard]
        assert intent.S == Name.GTS_PDFX
        assert intent.OutputConditionIdentifier == press.condition.identifier
        assert intent.DestOutputProfile.read_bytes() == one.compiled.terms.conversion.profile
        assert xmp["dc:title"] == str(info["/Title"]) == one.compiled.document.name
        assert xmp["xmpMM:DocumentID"] == f"uuid:{one.compiled.document.digest[:32]}"
        assert (xmp["pdf:Trapped"], info["/Trapped"]) == ("False", Name("/False"))
        space = {"PDF/X-4": "http://www.npes.org/pdfx/ns/id/"}.get(press.standard, PDFX)
        assert xmp[f"{{{space}}}GTS_PDFXVersion"] == str(info["/GTS_PDFXVersion"]) == press.standard
        assert len(pdf.trailer.ID) == 2


@each_trap
def test_pages_have_nested_boxes_and_no_forbidden_keys(trap):
    with _opened(trap) as pdf:
        for page in pdf.pages:
            media, bleed, trim = (
                [float(side) for side in page.obj[key]]
                for key in ("/MediaBox", "/BleedBox", "/TrimBox")
            )
            for outer, inner in ((media, bleed), (bleed, trim)):
                assert outer[0] <= inner[0] < inner[2] <= outer[2]
                assert outer[1] <= inner[1] < inner[3] <= outer[3]
            assert not {"/ArtBox", "/CropBox"} & set(page.obj.keys())
        found = {key for item in _dictionaries(pdf) for key, _ in item.items()}

    assert not found & FORBIDDEN


@each_trap
def test_all_spaces_are_inks(trap):
    with _opened(trap) as pdf:
        assert set(_spaces(pdf)) <= SPACES


@pytest.mark.skipif(pdfa is None, reason="pikepdf checks no PDF/A before version 10.10")
@each_trap
def test_library_finds_nothing_that_is_against_pdf_a(trap):
    """PDF/A asks more of structure than PDF/X; what both say otherwise is told it its way."""
    with _opened(trap) as pdf:
        pdf.Root.OutputIntents[0].S = Name.GTS_PDFA1
        del pdf.Root.Metadata
        del pdf.trailer.Info
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "2", "B"
        findings = [str(finding) for finding in pdfa.check(pdf, "2b").findings]

    assert [finding for finding in findings if not finding.startswith("[unsupported]")] == []


def test_library_finds_screen_colours():
    with _opened("shapes") as pdf:
        pdf.Root.OutputIntents[0].S = Name.GTS_PDFA1
        content = b"0 0 0 rg 0 0 9 9 re f"
        pdf.pages[0].contents_add(content)
        findings = [str(finding) for finding in pdfa.check(pdf, "2b").findings]

    assert any("DeviceRGB" in finding for finding in findings)


def test_opaque_file_holds_nothing_that_pdf_x_1a_does_not_know():
    pdf = PRINTS[X1A].pdf
    with _opened(X1A) as opened:
        filters = {
            str(name)
            for item in _dictionaries(opened)
            for name in [item.get("/Filter", Name.FlateDecode)]
        }
        assert list(_transparency(opened)) == []
        assert set(_spaces(opened)) <= SPACES
        assert filters <= FILTERS
        kinds = {str(item.get("/Type")) for item in _dictionaries(opened)}
        assert not kinds & {"/ObjStm", "/XRef", "/OCG", "/OCMD"}
    assert pdf.startswith(b"%PDF-1.4\n")
    assert b"/GTS_PDFXVersion(PDF/X-1a:2003)/GTS_PDFXConformance(PDF/X-1a:2003)" in pdf


def test_check_finds_transparency_where_there_is_some():
    with _opened("image-alpha") as opened:
        assert "/SMask" in set(_transparency(opened))
    with _opened("svg-artwork") as opened:
        assert {"/ca", "/Group"} <= set(_transparency(opened))


@needs_poppler
@pytest.mark.parametrize("trap", [X1A, "press-profile", "cff-font", "html-artwork", "rtl-mixed"])
def test_fonts_are_embedded_and_subset_as_poppler_sees_them(trap, tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(PRINTS[trap].pdf)
    shown = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    rows = shown.splitlines()[2:]

    assert rows
    for row in rows:
        assert re.search(r" yes yes (yes|no ) +\d+ +0$", row), row


@needs_poppler
@pytest.mark.parametrize(
    ("trap", "version", "standard"),
    [(X1A, "1.4", "PDF/X-1a:2003"), ("press-profile", "1.6", "PDF/X-4")],
)
def test_poppler_names_the_standard_and_the_boxes(trap, version, standard, tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(PRINTS[trap].pdf)
    shown = subprocess.run(
        ["pdfinfo", "-box", path], capture_output=True, check=True, text=True
    ).stdout

    assert re.search(rf"PDF version: +{re.escape(version)}\n", shown)
    assert re.search(rf"PDF subtype: +{re.escape(standard)}\n", shown)
    assert re.search(r"MediaBox: +0\.00 +0\.00 +257\.95 +172\.91", shown)
    assert re.search(r"TrimBox: +8\.50 +8\.50 +249\.45 +164\.41", shown)


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
@pytest.mark.parametrize("trap", [X1A, "press-profile", "rich-black", "finishing-inks"])
def test_qpdf_finds_nothing_wrong(trap, tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(PRINTS[trap].pdf)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)

    assert (checked.returncode, checked.stderr) == (0, b"")
