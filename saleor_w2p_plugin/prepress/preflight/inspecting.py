"""The bytes of a PDF and what is asked of it in, the report of every rule out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Final

import pikepdf

from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.inks import Spot
from saleor_w2p_plugin.design.press import Press
from saleor_w2p_plugin.prepress.artwork import opening
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.preflight import checks
from saleor_w2p_plugin.prepress.preflight.checks import standards
from saleor_w2p_plugin.prepress.preflight.codes import ExpectedCode
from saleor_w2p_plugin.prepress.preflight.gathering import gather
from saleor_w2p_plugin.prepress.preflight.inspected import Found, Inspected
from saleor_w2p_plugin.prepress.preflight.reading import pages
from saleor_w2p_plugin.prepress.preflight.reading.damages import DAMAGE
from saleor_w2p_plugin.prepress.preflight.reading.pages import Page
from saleor_w2p_plugin.prepress.preflight.report import (
    Finding,
    PageSize,
    Report,
    RuleRun,
    Severity,
)
from saleor_w2p_plugin.prepress.preflight.rules import Setting, settings

# A hopeless file is described by its first findings, not by ten thousand of them.
_MAX_ON_PAGE: Final = 10
_MAX_OF_RULE: Final = 200


def inspect(pdf: bytes, document: Document, codes: Sequence[ExpectedCode] = ()) -> Report:
    """Inspect a PDF that was made from a design; `codes` are rendered and read back as well.

    What the rules ask is the policy's (`document.press`). Never raises for a bad file: that is a
    finding that blocks. Raises DesignInvalid for a policy with unknown rules.
    """
    spots = (each.ink.name for each in document.colours.values() if isinstance(each.ink, Spot))
    return report(
        lambda: pikepdf.open(io.BytesIO(pdf)),
        document.press,
        lambda opened: Inspected(
            pdf, opened, document.press, document.pages, frozenset(spots), codes
        ),
    )


def report(
    open_file: Callable[[], pikepdf.Pdf],
    press: Press,
    inspected: Callable[[pikepdf.Pdf], Inspected],
) -> Report:
    """Open a file and run every rule that its policy leaves on."""
    rules = settings(press)
    try:
        opened = open_file()
    except pikepdf.PasswordError:
        return blocked("encryption", opening.ENCRYPTED)
    except Unprintable as error:
        return blocked("encryption" if str(error) == opening.ENCRYPTED else "readable", str(error))
    except (pikepdf.PdfError, RecursionError, ValueError):
        return blocked("readable", opening.UNREADABLE)
    with opened:
        if opened.is_encrypted:
            return blocked("encryption", opening.ENCRYPTED)
        with closing(inspected(opened)) as subject:
            return _Inspection(subject, rules).report()


def blocked(rule: str, message: str) -> Report:
    """Return the report on a file that no rule can look into."""
    return Report((Finding(rule, Severity.BLOCK, None, message),))


class _Inspection:
    """Runs the rules on one file and collects what they find."""

    def __init__(self, inspected: Inspected, rules: Mapping[str, Setting]) -> None:
        self._inspected = inspected
        self._rules = {name: each for name, each in rules.items() if checks.runs(name, inspected)}
        self._findings: dict[str, list[Finding]] = {name: [] for name in self._rules}
        self._left_out = dict.fromkeys(self._rules, 0)
        self._incomplete: set[str] = set()
        self._pages: list[PageSize] = []

    def report(self) -> Report:
        """Run all rules."""
        sheets = self._inspected.sheets
        repairs = len(self._inspected.pdf.get_warnings())
        if repairs and "readable" in self._rules:
            message = f"The file is damaged; it could be read after {repairs} repairs."
            self._keep("readable", None, Found(message, severity=Severity.WARN))
        try:
            for page in pages.read(self._inspected.pdf, None if sheets is None else [*sheets]):
                self._page(page)
            if not self._pages:
                self._damaged("The file has no page that can be read.")
        except DAMAGE as error:
            self._damaged(str(error))
        for name in self._rules.keys() & checks.FILE_CHECKS.keys():
            self._run(name, None)
        return Report(
            findings=tuple(finding for name in self._rules for finding in self._told(name)),
            rules=tuple(
                RuleRun(name, each.rule.title)
                for name, each in self._rules.items()
                if name not in self._incomplete
            ),
            standard=standards.claimed(self._inspected.pdf),
            pages=tuple(self._pages),
        )

    def _page(self, page: Page) -> None:
        width, height = page.size_mm
        self._pages.append(PageSize(page.number, round(width, 2), round(height, 2)))
        try:
            gather(page, self._inspected.gathered)
        except DAMAGE:
            page.damage = page.damage or "The objects of the page are damaged."
        if page.damage:
            # Half a page says nothing of what a rule would have found on the other half.
            self._incomplete |= checks.PAGE_CHECKS.keys() - {"content"}
        for name in checks.PAGE_CHECKS:
            if name in self._rules:
                self._run(name, page)

    def _run(self, name: str, page: Page | None) -> None:
        number = page.number if page else None
        try:
            for at, found in enumerate(self._found(name, page)):
                if at >= _MAX_ON_PAGE and page is not None:
                    self._left_out[name] += 1
                else:
                    self._keep(name, number, found)
        except DAMAGE as error:
            self._incomplete.add(name)
            self._keep(
                name, number, Found(f"The file is damaged: {error}", severity=Severity.BLOCK)
            )

    def _found(self, name: str, page: Page | None) -> Iterator[Found]:
        numbers = self._rules[name].numbers
        if page is None:
            return checks.FILE_CHECKS[name](self._inspected, numbers)
        return checks.PAGE_CHECKS[name](self._inspected, page, numbers)

    def _keep(self, name: str, page: int | None, found: Found) -> None:
        if len(self._findings[name]) >= _MAX_OF_RULE:
            self._left_out[name] += 1
            return
        severity = self._rules[name].severity_of(found.severity)
        number = found.page if page is None else page
        self._findings[name].append(
            Finding(name, severity, number, found.message, found.area, found.fix)
        )

    def _damaged(self, message: str) -> None:
        self._incomplete |= checks.PAGE_CHECKS.keys()
        finding = Finding("content", Severity.BLOCK, None, message)
        self._findings.setdefault("content", []).append(finding)

    def _told(self, name: str) -> list[Finding]:
        found, left_out = self._findings[name], self._left_out[name]
        if not left_out:
            return found
        worst = min((each.severity for each in found), key=list(Severity).index)
        message = f"The rule found {left_out} more, which are not listed."
        return [*found, Finding(name, worst, None, message)]
