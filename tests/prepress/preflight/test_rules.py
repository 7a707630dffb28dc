"""Rules as data, and what policies make of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from saleor_w2p_plugin.errors import DesignInvalid
from saleor_w2p_plugin.prepress.preflight import (
    Severity,
    check_settings,
    checks,
    inspect_file,
    rules,
)
from tests.prepress.preflight.made import found, inspected, page, press

RECIPE = Path(__file__).parents[3] / "docs/recipes/preflight.md"
THIN = b"0 0 0 1 K 0.2 w 50 50 m 90 50 l S"


def test_every_rule_has_one_check_and_every_check_a_rule():
    checked = [*checks.OPENING, *checks.PAGE_CHECKS, *checks.FILE_CHECKS]

    assert sorted(rules()) == sorted(checked)


def test_units_are_those_that_names_say():
    for rule in rules().values():
        for name, parameter in rule.parameters.items():
            unit = name.rpartition("_")[2]
            assert parameter.unit == {"mm2": "mm²", "percent": "%", "most": "inks"}.get(unit, unit)


def test_recipe_lists_every_rule_as_the_data_say():
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$",
                      RECIPE.read_text(), re.MULTILINE)  # fmt: skip

    assert [(name, severity, title.strip()) for name, severity, title, _, _ in rows] == [
        (rule.id, rule.severity.value, rule.title) for rule in rules().values()
    ]
    for (_, _, _, numbers, fixes), rule in zip(rows, rules().values(), strict=True):
        expected = [
            f"`{name}` {each.default:g} {each.unit}" for name, each in rule.parameters.items()
        ]
        assert [each for each in numbers.strip().split(", ") if each] == expected
        assert re.findall("`(.+?)`", fixes) == list(rule.fix)


@pytest.mark.parametrize(
    ("setting", "severities"),
    [
        ({}, [Severity.WARN]),
        ({"severity": "block"}, [Severity.BLOCK]),
        ({"severity": "info"}, [Severity.INFO]),
        ({"severity": "off"}, []),
        ({"least_pt": 0.1}, []),
        ({"least_pt": 0.2}, []),
        ({"severity": "block", "least_pt": 0.21}, [Severity.BLOCK]),
    ],
)
def test_policy_changes_a_rule(setting, severities):
    policy = press(rules={"hairlines": setting})

    assert [each.severity for each in found("hairlines", THIN, policy=policy)] == severities


def test_finding_that_is_mild_stays_mild_when_the_policy_is_strict():
    def fill(pdf, made):
        made.Resources.XObject.P.Width, made.Resources.XObject.P.Height = 120, 120

    drawn = b"q 40 0 0 40 60 60 cm /P Do Q"
    strict = press(rules={"picture-resolution": {"severity": "block"}})
    mild = press(rules={"picture-resolution": {"severity": "info"}})

    assert [each.severity for each in found("picture-resolution", drawn, fill)] == [Severity.WARN]
    for policy, severity in ((strict, Severity.WARN), (mild, Severity.INFO)):
        (finding,) = found("picture-resolution", drawn, fill, policy=policy)
        assert finding.severity is severity


def test_rule_that_is_off_does_not_run():
    policy = press(rules={"hairlines": {"severity": "off"}})

    assert "hairlines" in {rule.id for rule in inspected(page(THIN)).rules}
    assert "hairlines" not in {rule.id for rule in inspected(page(THIN), policy=policy).rules}


@pytest.mark.parametrize(
    ("settings", "paths"),
    [
        ({"hairline": {"severity": "off"}}, ["rules.hairline"]),
        ({"hairlines": {"width_pt": 1}}, ["rules.hairlines.width_pt"]),
        ({"hairlines": {"least_pt": -1}}, ["rules.hairlines.least_pt"]),
        ({"links": {"most": 1}, "nothing": {}}, ["rules.links.most", "rules.nothing"]),
    ],
)
def test_policy_is_refused_when_it_names_what_is_not_there(settings, paths):
    policy = press(rules=settings)
    for refusing in (lambda: check_settings(policy), lambda: inspect_file(b"", press=policy)):
        with pytest.raises(DesignInvalid) as refusal:
            refusing()
        assert [problem.field for problem in refusal.value.problems] == paths


def test_policy_is_taken_when_its_rules_are_known():
    check_settings(press(rules={"total-ink": {"limit_percent": 280, "severity": "block"}}))
