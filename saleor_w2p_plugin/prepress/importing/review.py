"""What is found while a file is read in, findings, refusals and the fixes that were applied out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from saleor_w2p_plugin.errors import ArtworkInvalid, Code, W2PProblem
from saleor_w2p_plugin.prepress.artwork.uses import WHOLE
from saleor_w2p_plugin.prepress.preflight.report import Finding, Severity

# Each changes what was supplied, so each has to be asked for by its id.
FIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "assume-trim-from-crop": "Pages without a TrimBox are cut at their CropBox or MediaBox.",
        "convert-rgb": "RGB and Lab become the inks of the press.",
        "drop-attachments": "Attached files are left out.",
        "drop-hidden-layers": "What stands on hidden layers is left out.",
        "drop-scripts": "JavaScript is left out.",
        "drop-xfa": "The XFA part of the form is left out, its plain fields stay.",
    }
)
# A hopeless file is refused with its first problems, not with ten thousand of them.
_MAX_PROBLEMS: Final = 50


@dataclass(slots=True)
class Review:
    """Findings and problems of one import; `fixes` are the ids that were asked for."""

    fixes: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    problems: list[W2PProblem] = field(default_factory=list)
    _applied: set[str] = field(default_factory=set)

    def note(self, severity: Severity, rule: str, message: str, page: int | None = None) -> None:
        """Report something that stops nothing; pages count from 1."""
        self.findings.append(Finding(rule, severity, page, message))

    def refuse(self, message: str, place: str = WHOLE, fix: str | None = None) -> None:
        """Keep a problem for `check`; `fix` names what would put it right."""
        offer = f" The fix {fix} helps: {FIXES[fix]}" if fix else ""
        params = {"fix": fix} if fix else {}
        problem = W2PProblem(Code.ARTWORK_INVALID, message + offer, place, params)
        self.problems.append(problem)

    def may_fix(self, fix: str, message: str, place: str = WHOLE, page: int | None = None) -> bool:
        """Tell whether a fix was asked for, and report that it is applied; else refuse."""
        if fix not in self.fixes:
            self.refuse(message, place, fix)
            return False
        if fix not in self._applied or page is not None:
            said = f"{message} The fix {fix} was applied: {FIXES[fix]}"
            self.findings.append(Finding("fix-applied", Severity.INFO, page, said, fix=fix))
        self._applied.add(fix)
        return True

    def check(self) -> None:
        """Raise ArtworkInvalid with all problems so far."""
        if self.problems:
            raise ArtworkInvalid(*self.problems[:_MAX_PROBLEMS])

    def finish(self) -> tuple[Finding, ...]:
        """Return the findings, with those fixes that there was no need for."""
        for fix in sorted(self.fixes - self._applied):
            self.note(Severity.INFO, "fix-not-needed", f"There was no need for the fix {fix}.")
        return tuple(self.findings)


def check_fixes(fixes: frozenset[str]) -> None:
    """Raise ArtworkInvalid for ids of no fix."""
    unknown = sorted(fixes - FIXES.keys())
    if unknown:
        message = f"There is no fix {', '.join(unknown)}; there are {', '.join(FIXES)}."
        raise ArtworkInvalid(W2PProblem(Code.INVALID, message, "fixes"))
