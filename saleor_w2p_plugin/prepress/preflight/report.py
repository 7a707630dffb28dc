"""Findings in, a report that says which checks ran and whether a file may be printed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
        sides = None if self.area is None else list(self.area.sides)
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "page": self.page,
            "message": self.message,
            "area": sides,
            "fix": self.fix,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Finding:
        """Read what `to_json` returned."""
        area = None if raw["area"] is None else Rect(*raw["area"])
        severity = Severity(raw["severity"])
        return cls(raw["rule"], severity, raw["page"], raw["message"], area, raw["fix"])


@dataclass(frozen=True, slots=True)
class RuleRun:
    """A rule that ran, and what holds where it found nothing."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class PageSize:
    """The trimmed size of a page as its reader sees it, in millimetres; pages count from 1."""

    number: int
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one inspection, in the order of the rules.

    `rules` ran on the whole file; `standard` is what the file says it obeys, such as PDF/X-4.
    """

    findings: tuple[Finding, ...]
    rules: tuple[RuleRun, ...] = ()
    standard: str | None = None
    pages: tuple[PageSize, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether nothing blocks printing."""
        return all(finding.severity is not Severity.BLOCK for finding in self.findings)

    @property
    def passed_rules(self) -> tuple[RuleRun, ...]:
        """Return the rules that ran and found nothing."""
        found = {finding.rule for finding in self.findings}
        return tuple(rule for rule in self.rules if rule.id not in found)

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values (docs/recipes/preflight.md)."""
        passed = {rule.id for rule in self.passed_rules}
        return {
            "passed": self.passed,
            "standard": self.standard,
            "pages": [
                {"number": each.number, "width_mm": each.width_mm, "height_mm": each.height_mm}
                for each in self.pages
            ],
            "rules": [
                {"id": rule.id, "title": rule.title, "passed": rule.id in passed}
                for rule in self.rules
            ],
            "findings": [item.to_json() for item in self.findings],
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Report:
        """Read what `to_json` returned."""
        return cls(
            findings=tuple(Finding.from_json(each) for each in raw["findings"]),
            rules=tuple(RuleRun(each["id"], each["title"]) for each in raw["rules"]),
            standard=raw["standard"],
            pages=tuple(PageSize(**each) for each in raw["pages"]),
        )
