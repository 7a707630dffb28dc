"""Answers: which rules are there, and what does a press policy make of them?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from saleor_w2p_plugin.design.press import Press, RuleSetting
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem
from saleor_w2p_plugin.prepress.preflight.report import Severity

_DATA: Final = "rules.json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a rule takes, with its unit and a few words on what it is."""

    default: float
    unit: str
    about: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its data say; `title` is what holds where it finds nothing, `severity` its worst.

    `fix` are the ids of what can put findings right elsewhere in the product.
    """

    id: str
    title: str
    severity: Severity
    fix: tuple[str, ...]
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Setting:
    """A rule as a policy has it."""

    rule: Rule
    severity: Severity
    numbers: Mapping[str, float]

    def severity_of(self, found: Severity | None) -> Severity:
        """Return the severity of a finding; a rule may ask for a milder one than its own."""
        order = list(Severity)
        return max(self.severity, found or self.severity, key=order.index)


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by their ids, in the order of reports."""
    raw = json.loads(resources.files(__package__).joinpath(_DATA).read_text("utf-8"))
    return MappingProxyType({name: _rule(name, entries) for name, entries in raw.items()})


def settings(press: Press) -> dict[str, Setting]:
    """Return the rules that a policy leaves on, with their numbers.

    Raises DesignInvalid as `check_settings`.
    """
    check_settings(press)
    found = {}
    for name, rule in rules().items():
        setting = press.rules.get(name, RuleSetting(None, {}))
        if setting.severity == "off":
            continue
        numbers = {key: each.default for key, each in rule.parameters.items()}
        own = Severity(setting.severity) if setting.severity else rule.severity
        found[name] = Setting(rule, own, {**numbers, **setting.parameters})
    return found


def check_settings(press: Press) -> None:
    """Refuse a policy that names unknown rules or numbers, or negative ones.

    Raises DesignInvalid with the JSON path of each in the policy.
    """
    problems = []
    for name, setting in press.rules.items():
        path = f"rules.{name}"
        rule = rules().get(name)
        if rule is None:
            problems.append(_problem(path, f"There is no rule {name}."))
            continue
        for key, value in setting.parameters.items():
            if key not in rule.parameters:
                known = ", ".join(rule.parameters) or "none"
                message = f"The rule {name} takes no {key}; it takes: {known}."
                problems.append(_problem(f"{path}.{key}", message))
            elif value < 0:
                problems.append(_problem(f"{path}.{key}", f"{value:g} is below 0."))
    if problems:
        raise DesignInvalid(*problems)


def _problem(path: str, message: str) -> W2PProblem:
    return W2PProblem(Code.DESIGN_INVALID, message, path)


def _rule(name: str, raw: Mapping[str, Any]) -> Rule:
    return Rule(
        id=name,
        title=raw["title"],
        severity=Severity(raw["severity"]),
        fix=tuple(raw.get("fix", ())),
        parameters={key: Parameter(**each) for key, each in raw.get("parameters", {}).items()},
    )
