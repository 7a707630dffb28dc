"""XJDF says what is ordered in the words of its specification, and holds any text safely."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from saleor_w2p_plugin.paperwork.job import Ink
from saleor_w2p_plugin.paperwork.xjdf import NAMESPACE, xjdf
from saleor_w2p_plugin.prepress.imposition import load_layout, ready
from saleor_w2p_plugin.prepress.preflight import Severity
from tests.paperwork.papers import JOB, a_report, finding

NAMES = {"x": NAMESPACE}
TOKEN = re.compile(r"[-.:\w]+")
# What the specification has as NMTOKEN or NMTOKENS.
TOKENS = (
    "JobID",
    "Types",
    "Separation",
    "ColorsUsed",
    "PrintStandard",
    "TestID",
    "IDUsage",
    "Name",
)


def read(document: bytes) -> Any:
    """Parse a document as another system does."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def one(root: Any, path: str) -> Any:
    """Return the only element or attribute of a path."""
    (found,) = root.xpath(path, namespaces=NAMES)
    return found


def test_root_names_the_job_in_the_namespace_of_cip4() -> None:
    root = read(xjdf(JOB))
    assert root.tag == "{http://www.CIP4.org/JDFSchema_2_0}XJDF"
    assert (root.get("JobID"), root.get("Types"), root.get("Version")) == (
        JOB.ticket,
        "Product",
        "2.1",
    )
    assert {etree.QName(element).namespace for element in root.iter()} == {NAMESPACE}


def test_product_says_what_is_ordered() -> None:
    product = one(read(xjdf(JOB)), "x:ProductList/x:Product")
    assert (product.get("Amount"), product.get("DescriptiveName")) == ("2500", "Business card")
    layout = one(product, "x:Intent[@Name='LayoutIntent']/x:LayoutIntent")
    # 85 x 55 mm and 3 mm in points.
    assert layout.get("FinishedDimensions") == "240.9449 155.9055 0"
    assert layout.get("Bleed") == "8.5039"
    assert (layout.get("Pages"), layout.get("Sides")) == ("2", "TwoSidedHeadToHead")
    surfaces = product.xpath("x:Intent/x:ColorIntent/x:SurfaceColor", namespaces=NAMES)
    assert [each.get("Surface") for each in surfaces] == ["Front", "Back"]
    assert surfaces[0].get("ColorsUsed") == "Cyan Magenta Yellow Black PANTONE_186_C"


def test_product_has_one_side_when_it_has_one_page() -> None:
    product = one(read(xjdf(replace(JOB, pages=JOB.pages[:1]))), "x:ProductList/x:Product")
    assert one(product, ".//x:LayoutIntent/@Sides") == "OneSided"
    assert one(product, ".//x:SurfaceColor/@Surface") == "Front"


def test_file_lies_beside_the_document_and_can_be_checked() -> None:
    assert JOB.file
    resource = one(read(xjdf(JOB)), "x:ResourceSet[@Name='RunList']/x:Resource")
    spec = one(resource, "x:RunList/x:FileSpec")
    assert spec.get("URL") == "10042-1f6f7a2c.pdf"
    # The specification asks for MD5 here.
    assert spec.get("CheckSum") == hashlib.md5(JOB.file.content).hexdigest()
    assert spec.get("FileSize") == str(len(JOB.file.content))
    assert one(resource, "x:GeneralID[@IDUsage='SHA256']/@IDValue") == JOB.file.sha256
    assert one(resource, "x:RunList/@NPage") == "2"


def test_inks_keep_their_names_and_say_what_is_no_colour() -> None:
    inks = (Ink("Black"), Ink("PANTONE 186 C"), Ink("PANTONE/186 C"), Ink("Lack", "varnish"))
    root = read(xjdf(replace(JOB, inks=inks)))
    colours = {
        one(resource, "x:Part/@Separation"): dict(one(resource, "x:Color").attrib)
        for resource in root.xpath("x:ResourceSet[@Name='Color']/x:Resource", namespaces=NAMES)
    }
    assert colours == {
        "Black": {"ActualColorName": "Black"},
        "PANTONE_186_C": {"ActualColorName": "PANTONE 186 C"},
        "PANTONE_186_C_3": {"ActualColorName": "PANTONE/186 C"},
        "Lack": {
            "ActualColorName": "Lack",
            "ColorType": "Transparent",
            "ColorTypeDetails": "varnish",
        },
    }
    assert one(root, ".//x:SurfaceColor[@Surface='Front']/@ColorsUsed").split() == [
        "Black",
        "PANTONE_186_C",
        "PANTONE_186_C_3",
    ]


def test_who_ordered_and_who_agreed_is_said() -> None:
    root = read(xjdf(JOB))
    assert one(root, ".//x:CustomerInfo/@CustomerOrderID") == "10042"
    assert one(root, ".//x:Company/@OrganizationName") == "Northwind Traders"
    approver = one(root, ".//x:ApprovalPerson/@ContactRef")
    contact = one(root, f".//x:Resource[@ID='{approver}']/x:Contact")
    assert contact.get("UserID") == "ann@northwind.example"
    comment = one(root, ".//x:ApprovalDetails/x:Comment")
    assert (comment.text, comment.get("TimeStamp")) == ("Brand", "2026-01-02T09:00:00+00:00")


def test_approval_is_left_out_when_none_was_asked_for() -> None:
    root = read(xjdf(replace(JOB, approvals=())))
    assert root.xpath("x:ResourceSet[@Name='ApprovalDetails']", namespaces=NAMES) == []


def test_preflight_is_told_with_pages_from_0() -> None:
    found = finding(severity=Severity.WARN, page=2), finding(severity=Severity.INFO, page=None)
    root = read(xjdf(replace(JOB, report=a_report(*found))))
    report = one(root, ".//x:PreflightReport")
    assert (report.get("ErrorCount"), report.get("WarningCount")) == ("0", "1")
    checks = [dict(each.attrib) for each in report]
    assert checks == [
        {"Severity": "Warning", "TestID": "small-text", "Pages": "1 1"},
        {"Severity": "Information", "TestID": "small-text"},
    ]


def test_press_sheet_brings_prepress_its_layout() -> None:
    sheet = load_layout(ready("b2-work-and-turn"))
    root = read(xjdf(replace(JOB, sheet=sheet)))
    assert root.get("Types") == "Imposition Interpreting Rendering"
    layout = one(root, "x:ResourceSet[@Name='Layout']/x:Resource/x:Layout")
    assert layout.get("WorkStyle") == "WorkAndTurn"
    assert layout.get("SurfaceContentsBox") == "0 0 1984.252 1417.3228"
    paper = one(root, f".//x:Resource[@ID='{layout.get('PaperRef')}']/x:Media")
    assert paper.get("Dimension") == "1984.252 1417.3228"


@pytest.mark.parametrize(
    "text",
    ['</Product><a b="c">&amp;]]>', "Zoë 🎉 北风 شركة", "a\x00b\x1b\ud800\uffff", " \t\n", "-1"],
)
def test_text_stays_text_when_it_is_hostile(text: str) -> None:
    hostile = replace(
        JOB,
        company=text,
        product=text,
        design=text,
        order_number=text,
        condition=text,
        inks=(Ink(text), Ink(text + text)),
        report=a_report(finding(rule=text, message=text)),
    )
    root = read(xjdf(hostile))
    kept = "a\ufffdb\ufffd\ufffd\ufffd" if "\x00" in text else text
    # XML turns blanks within attributes into spaces, unless they are written as references.
    assert one(root, ".//x:Company/@OrganizationName") == kept
    assert len(root.xpath("x:ProductList/x:Product", namespaces=NAMES)) == 1
    for element in root.iter():
        for name in TOKENS:
            if element.get(name) is not None:
                assert all(map(TOKEN.fullmatch, element.get(name).split()))
                assert element.get(name).split()


def test_job_is_refused_when_it_is_not_ready() -> None:
    for job in (replace(JOB, state="blocked"), replace(JOB, file=None)):
        with pytest.raises(ValueError, match="ready"):
            xjdf(job)


def test_document_is_the_same_each_time() -> None:
    assert xjdf(JOB) == xjdf(JOB)
