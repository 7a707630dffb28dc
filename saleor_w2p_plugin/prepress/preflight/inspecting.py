"""The bytes of a PDF and its design in, the report of every rule out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.boxes import Sheet
from saleor_w2p_plugin.prepress.preflight.codes import ExpectedCode, is_readable
from saleor_w2p_plugin.prepress.preflight.report import Finding, Report, Severity
from saleor_w2p_plugin.prepress.preflight.rules import RULES, Inspected

# What damaged or malicious objects do to code that expects the standard's types.
_DAMAGE: Final = (
    Unprintable,
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Paged(Protocol):
    """A design, as far as its pages' sizes go."""

    @property
    def pages(self) -> Sequence[Sheet]: ...


def inspect(pdf: bytes, document: Paged, codes: Sequence[ExpectedCode] = ()) -> Report:
    """Inspect a PDF against its design; `codes` are rendered and read back as well.

    Never raises for a bad file: that is a finding that blocks.
    """
    try:
        opened = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError:
        return _blocked("encryption", "The file is encrypted.")
    except pikepdf.PdfError:
        return _blocked("readable", "The file is not a readable PDF.")
    with opened:
        if opened.is_encrypted:
            return _blocked("encryption", "The file is encrypted.")
        findings = [*_findings(Inspected(opened, document.pages))]
        page_count = len(opened.pages)
    findings += [
        Finding("codes", Severity.BLOCK, code.page, f"No reader finds the code “{code.content}”.")
        for code in codes
        if code.page > page_count or not is_readable(pdf, code)
    ]
    return Report(tuple(findings))


def _findings(inspected: Inspected) -> Iterator[Finding]:
    for name, rule in RULES.items():
        try:
            for severity, page, message in rule(inspected):
                yield Finding(name, severity, page, message)
        except _DAMAGE as error:
            yield Finding(name, Severity.BLOCK, None, f"The file is damaged: {error}")


def _blocked(rule: str, message: str) -> Report:
    return Report((Finding(rule, Severity.BLOCK, None, message),))
