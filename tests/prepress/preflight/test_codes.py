"""Codes: read back in every symbology and angle, measured, and their quiet zones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from saleor_w2p_plugin.prepress.boxes import Rect
from saleor_w2p_plugin.prepress.preflight.codes import locate
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import codes
from saleor_w2p_plugin.rendering.codes.standards import MIN_MODULE_MM, QUIET_ZONES
from tests.prepress.preflight.made import of_rule, press
from tests.rendering.codes.painted import expected, painted

CONTENTS = {
    "qr": "https://example.com/ann",
    "data_matrix": "https://example.com",
    "code128": "Ann-128",
    "ean13": "590123412345",
    "ean8": "9638507",
    "pdf417": "Ann Smith",
}
each_symbology = pytest.mark.parametrize("symbology", CONTENTS)


@pytest.mark.parametrize(
    ("symbology", "content"),
    [
        ("qr", "BEGIN:VCARD\r\nN:Wiśniewska;Łucja\r\nEND:VCARD"),
        ("data_matrix", "https://example.com/日本"),
        ("code128", "Jürgen-128"),
        ("ean13", "590123412345"),
        ("ean8", "9638507"),
        ("pdf417", "Zoë"),
    ],
)
def test_codes_of_every_symbology_are_read_back(symbology, content):
    pdf = painted(codes.encode(symbology, content), codes.MIN_MODULE_MM[symbology])
    code = expected(symbology, content, pdf)

    assert locate(pdf, code)
    assert not locate(pdf, replace(code, content=code.content[::-1]))
    assert not locate(pdf, replace(code, content="☃"))


@pytest.mark.parametrize("rotation_deg", [-15, 30, 45, 90, 135, 180, 200.5])
@pytest.mark.parametrize("symbology", ["qr", "data_matrix", "pdf417", "code128", "ean13"])
def test_codes_are_read_back_when_they_are_turned(symbology, rotation_deg):
    content = "590123412345" if symbology == "ean13" else "Ann-128"
    symbol = codes.encode(symbology, content)
    pdf = painted(symbol, codes.MIN_MODULE_MM[symbology], rotation_deg=rotation_deg)
    code = expected(symbology, content, pdf)

    assert locate(pdf, replace(code, rotation_deg=rotation_deg))


@pytest.mark.parametrize("other", ["data_matrix", "pdf417", "code128"])
def test_codes_are_not_found_when_they_are_of_another_symbology(other):
    pdf = painted(codes.encode("qr", "Ann"), 0.4)

    assert not locate(pdf, replace(expected("qr", "Ann", pdf), symbology=other))


def test_rules_on_codes_know_what_the_engine_knows():
    from saleor_w2p_plugin.prepress.preflight import rules
    from saleor_w2p_plugin.prepress.preflight.codes import QUIET

    numbers = rules()["code-module"].parameters

    assert {name: numbers[f"{name}_mm"].default for name in MIN_MODULE_MM} == dict(MIN_MODULE_MM)
    assert dict(QUIET) == dict(QUIET_ZONES)


@each_symbology
@pytest.mark.parametrize("rotation_deg", [0, 90, 30])
@pytest.mark.parametrize("module_mm", [0.3, 0.5])
def test_modules_are_measured(symbology, module_mm, rotation_deg):
    symbol = codes.encode(symbology, CONTENTS[symbology])
    pdf = painted(symbol, module_mm, rotation_deg=rotation_deg)
    code = replace(expected(symbology, CONTENTS[symbology], pdf), rotation_deg=rotation_deg)
    found = locate(pdf, code)

    assert found.module_mm == pytest.approx(module_mm, rel=0.05)
    assert found.is_quiet
    assert (found.area is None) == bool(rotation_deg)


@each_symbology
def test_codes_are_found_when_their_modules_are_small(symbology):
    least = MIN_MODULE_MM[symbology]
    symbol = codes.encode(symbology, CONTENTS[symbology])
    for module_mm, count in ((least, 0), (0.88 * least, 1)):
        pdf = painted(symbol, module_mm)
        code = expected(symbology, CONTENTS[symbology], pdf)
        assert len(of_rule("code-module", pdf, sheets=None, codes=[code])) == count
        lax = press(rules={"code-module": {f"{symbology}_mm": 0.8 * least}})
        assert of_rule("code-module", pdf, sheets=None, codes=[code], policy=lax) == []


def _dirty(symbology, modules_off, side="left"):
    """Paint a code with a bar beside it, that leaves some modules free."""
    symbol = codes.encode(symbology, CONTENTS[symbology])
    across, down = (-modules_off - 0.5, 0) if side == "left" else (0, -modules_off - 0.5)
    size = (0.5, 0.5 if symbol.is_stretchable else 4) if side == "left" else (4, 0.5)
    bar = b" %f %f %f %f re f" % (across, down, *size)
    pdf = painted(symbol, 0.5, symbol.ops + bar)
    return pdf, expected(symbology, CONTENTS[symbology], pdf)


@each_symbology
def test_quiet_zone_is_found_when_something_stands_in_it(symbology):
    quiet = QUIET_ZONES[symbology][0]
    for free, count in ((quiet, 0), (0.5 * quiet, 1)):
        pdf, code = _dirty(symbology, free)
        assert of_rule("codes", pdf, sheets=None, codes=[code]) == []
        assert len(of_rule("code-quiet-zone", pdf, sheets=None, codes=[code])) == count


@pytest.mark.parametrize(("free", "count"), [(4, 0), (2, 1)])
def test_quiet_zone_is_found_above_a_square_code(free, count):
    pdf, code = _dirty("qr", free, "top")

    assert len(of_rule("code-quiet-zone", pdf, sheets=None, codes=[code])) == count


def test_area_of_a_code_is_its_symbol():
    symbol = codes.encode("qr", CONTENTS["qr"])
    pdf = painted(symbol, 0.5)
    found = locate(pdf, expected("qr", CONTENTS["qr"], pdf))

    assert found.area.is_close(
        Rect(*(pt(0.5 * side) for side in (4, 4, 4 + symbol.columns, 4 + symbol.rows))), 0.2
    )


def test_code_is_found_when_it_is_near_the_trim():
    pdf = painted(codes.encode("qr", CONTENTS["qr"]), 0.5)
    code = expected("qr", CONTENTS["qr"], pdf)

    near = press(rules={"safe-area": {"safe_mm": 2.1}})
    far = press(rules={"safe-area": {"safe_mm": 1.9}})
    assert len(of_rule("safe-area", pdf, sheets=None, codes=[code], policy=near)) == 1
    assert of_rule("safe-area", pdf, sheets=None, codes=[code], policy=far) == []


def test_codes_are_not_checked_when_none_is_expected():
    pdf = painted(codes.encode("qr", "Ann"), 0.1)

    assert of_rule("code-module", pdf, sheets=None) == []
