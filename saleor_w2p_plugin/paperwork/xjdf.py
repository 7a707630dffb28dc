"""A job that is ready in, an XJDF document out.

XJDF is CIP4's job definition for printers' systems (XJDF Specification 2.1). This one says what is
ordered (product intent) and brings what prepress needs for it: the file, its inks, who ordered and
who agreed. Lengths are in points, as the specification has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from saleor_w2p_plugin import __version__
from saleor_w2p_plugin.design.inks import PROCESS
from saleor_w2p_plugin.design.press import Finish
from saleor_w2p_plugin.paperwork import letters
from saleor_w2p_plugin.paperwork.job import Ink, Job, PrintFile
from saleor_w2p_plugin.prepress.imposition import Layout
from saleor_w2p_plugin.prepress.preflight import Finding, Report, Severity
from saleor_w2p_plugin.prepress.units import pt

NAMESPACE: Final = "http://www.CIP4.org/JDFSchema_2_0"
MEDIA_TYPE: Final = "application/vnd.cip4-xjdf+xml"
_VERSION: Final = "2.1"
_AGENT: Final = "saleor-w2p-plugin"
_NO_TOKEN: Final = re.compile(r"[^A-Za-z0-9._-]+")
_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.BLOCK: "Error",
    Severity.WARN: "Warning",
    Severity.INFO: "Information",
}
_COLOUR_TYPES: Final[Mapping[Finish, str]] = {
    "crease": "DieLine",
    "die_line": "DieLine",
    "perforation": "DieLine",
    "varnish": "Transparent",
    "white": "Opaque",
}
_WORK_STYLES: Final = {
    "simplex": "Simplex",
    "sheetwise": "WorkAndBack",
    "work_and_turn": "WorkAndTurn",
    "work_and_tumble": "WorkAndTumble",
    "perfecting": "Perfecting",
}


def _set(element: Any, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        element.set(name, letters.storable(value))


def _add_text(element: Any, text: str) -> None:
    element.text = letters.storable(text)


E: Final = ElementMaker(
    namespace=NAMESPACE, nsmap={None: NAMESPACE}, typemap={str: _add_text, dict: _set}
)


def xjdf(job: Job) -> bytes:
    """Write a job as XJDF; the file is referred to by its name, as lying beside the document.

    Characters that XML cannot hold are replaced. Raises ValueError for a job that is not ready.
    The same job gives the same bytes.
    """
    if not job.is_ready or job.file is None:
        raise ValueError("Only a job that is ready has an XJDF.")
    types = "Imposition Interpreting Rendering" if job.sheet else "Product"
    names = {
        "JobID": _token(job.ticket),
        "DescriptiveName": f"{job.order_number}: {job.product}",
        "Types": types,
        "Version": _VERSION,
    }
    tokens = _tokens(job.inks)
    root = E.XJDF(
        names,
        _created(job),
        _id("Fingerprint", job.fingerprint),
        E.ProductList(_product(job, tokens)),
        _set_of("NodeInfo", E.Resource(E.NodeInfo({"Status": "Waiting"}))),
        _set_of("CustomerInfo", E.Resource(_customer(job))),
        _set_of("Contact", *_contacts(job)),
        *_approvals(job),
        _set_of("RunList", _run_list(job.file, len(job.pages))),
        _set_of("Color", *(_colour(ink, token) for ink, token in tokens.items())),
        *(_preflight(job.report) if job.report else ()),
        *(_layout(job.sheet) if job.sheet else ()),
    )
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _created(job: Job) -> Any:
    header = {
        "AgentName": _AGENT,
        "AgentVersion": __version__,
        "DeviceID": _AGENT,
        "Time": job.opened_at.isoformat(),
    }
    return E.AuditPool(E.AuditCreated(E.Header(header)))


def _product(job: Job, tokens: Mapping[Ink, str]) -> Any:
    first = job.pages[0]
    width, height = pt(first.width_mm), pt(first.height_mm)
    sides = "TwoSidedHeadToHead" if len(job.pages) > 1 else "OneSided"
    intent = {
        "Bleed": _number(pt(max(page.bleed_mm for page in job.pages))),
        "FinishedDimensions": f"{_number(width)} {_number(height)} 0",
        "Pages": str(len(job.pages)),
        "Sides": sides,
    }
    names = {"Amount": str(job.quantity), "DescriptiveName": job.product, "IsRoot": "true"}
    return E.Product(
        names,
        _id("Design", job.design),
        _id("DesignRevision", str(job.revision)),
        E.Intent({"Name": "ColorIntent"}, _colour_intent(job, tokens)),
        E.Intent({"Name": "LayoutIntent"}, E.LayoutIntent(intent)),
    )


def _colour_intent(job: Job, tokens: Mapping[Ink, str]) -> Any:
    used = " ".join(token for ink, token in tokens.items() if ink.finish is None)
    surfaces = ("Front", "Back") if len(job.pages) > 1 else ("Front",)
    told = {"ColorsUsed": used, "PrintStandard": _token(job.condition)}
    return E.ColorIntent(*(E.SurfaceColor({"Surface": surface, **told}) for surface in surfaces))


def _customer(job: Job) -> Any:
    return E.CustomerInfo({"CustomerOrderID": job.order_number, "CustomerJobName": job.product})


def _contacts(job: Job) -> list[Any]:
    company = E.Company({"OrganizationName": job.company})
    found = [E.Resource(E.Part({"ContactType": "Customer"}), E.Contact(company))]
    for number, approval in enumerate(job.approvals, start=1):
        contact = E.Contact({"UserID": approval.by})
        part = E.Part({"ContactType": "Approver", "Option": str(number)})
        found.append(E.Resource({"ID": f"Approver{number}"}, part, contact))
    return found


def _approvals(job: Job) -> list[Any]:
    if not job.approvals:
        return []
    resources = [
        E.Resource(
            E.Part({"Option": str(number)}),
            E.ApprovalDetails(
                {"ApprovalState": "Approved"},
                E.ApprovalPerson({"ContactRef": f"Approver{number}"}),
                E.Comment({"TimeStamp": approval.at.isoformat()}, approval.step or "Approved"),
            ),
        )
        for number, approval in enumerate(job.approvals, start=1)
    ]
    return [_set_of("ApprovalDetails", *resources)]


def _run_list(file: PrintFile, pages: int) -> Any:
    spec = {
        "CheckSum": file.md5,
        "FileSize": str(len(file.content)),
        "MimeType": "application/pdf",
        "URL": quote(file.name),
    }
    run = E.RunList({"NPage": str(pages)}, E.FileSpec(spec))
    return E.Resource(_id("SHA256", file.sha256), run)


def _colour(ink: Ink, token: str) -> Any:
    told = {"ActualColorName": ink.name}
    if ink.finish:
        told["ColorType"] = _COLOUR_TYPES.get(ink.finish, "Normal")
        told["ColorTypeDetails"] = ink.finish
    return E.Resource(E.Part({"Separation": token}), E.Color(told))


def _preflight(report: Report) -> list[Any]:
    counts = {
        "ErrorCount": str(_count(report, Severity.BLOCK)),
        "WarningCount": str(_count(report, Severity.WARN)),
    }
    checks = [_check(finding) for finding in report.findings]
    return [_set_of("PreflightReport", E.Resource(E.PreflightReport(counts, *checks)))]


def _count(report: Report, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in report.findings)


def _check(finding: Finding) -> Any:
    told = {"Severity": _SEVERITIES[finding.severity], "TestID": _token(finding.rule)}
    if finding.page:
        # Ranges of pages from 0, as XJDF counts them.
        told["Pages"] = f"{finding.page - 1} {finding.page - 1}"
    return E.PreflightCheck(told, E.Comment(finding.message))


def _layout(sheet: Layout) -> list[Any]:
    size = f"{_number(pt(sheet.width_mm))} {_number(pt(sheet.height_mm))}"
    media = E.Media({"Dimension": size, "MediaType": "Paper"})
    layout = {
        "PaperRef": "Paper",
        "SurfaceContentsBox": f"0 0 {size}",
        "WorkStyle": _WORK_STYLES[sheet.work_style],
    }
    return [
        _set_of("Media", E.Resource({"ID": "Paper"}, media)),
        _set_of("Layout", E.Resource({"DescriptiveName": sheet.name}, E.Layout(layout))),
    ]


def _set_of(name: str, *resources: Any) -> Any:
    return E.ResourceSet({"Name": name, "Usage": "Input"}, *resources)


def _id(usage: str, value: str) -> Any:
    return E.GeneralID({"IDUsage": usage, "IDValue": value})


def _tokens(inks: Iterable[Ink]) -> dict[Ink, str]:
    """Name the separation of each ink by a token, since the names of inks may hold anything."""
    found: dict[Ink, str] = {}
    for number, ink in enumerate(inks, start=1):
        plain = ink.name if ink.name in PROCESS else _token(ink.name)
        found[ink] = plain if plain not in found.values() else f"{plain}_{number}"
    return found


def _token(text: str) -> str:
    """Return a text as NMTOKEN, in ASCII: what else it has becomes a low line."""
    return _NO_TOKEN.sub("_", text) or "_"


def _number(length: float) -> str:
    return f"{length:.4f}".rstrip("0").rstrip(".")
