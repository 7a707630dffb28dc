"""Findings in, a report that says whether a file may be printed out."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: BLOCK must not be printed, WARN should be looked at."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one rule; pages count from 1, None means the whole file."""

    rule: str
    severity: Severity
    page: int | None
    message: str


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
        findings = [asdict(item) | {"severity": item.severity.value} for item in self.findings]
        return {"passed": self.passed, "findings": findings}
