"""Findings in, a report that says whether a file may be printed out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from saleor_w2p_plugin.prepress.boxes import Rect


class Severity(StrEnum):
    """How bad a finding is: BLOCK must not be printed, WARN should be looked at."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one rule; pages count from 1, None means the whole file.

    `area` is where it is on the page, in points of the page's own coordinates; `fix` names what
    could put it right, and is only offered, never done unasked.
    """

    rule: str
    severity: Severity
    page: int | None
    message: str
    area: Rect | None = None
    fix: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the finding as plain JSON values; the area is left, bottom, right, top."""
        area = self.area
        sides = None if area is None else [area.left, area.bottom, area.right, area.top]
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "page": self.page,
            "message": self.message,
            "area": sides,
            "fix": self.fix,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one inspection, in the order of the rules."""

    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Tell whether nothing blocks printing."""
        return all(finding.severity is not Severity.BLOCK for finding in self.findings)

    def to_json(self) -> dict[str, object]:
        """Return the report as plain JSON values."""
        return {"passed": self.passed, "findings": [item.to_json() for item in self.findings]}
