"""Damaged pictures, colours and pages block; where the damage is on the page is told."""

from __future__ import annotations

import zlib

import pytest
from pikepdf import Array, Dictionary, Name

from saleor_w2p_plugin.prepress.preflight import Severity
from tests.prepress.preflight.made import found

DRAWN = b"q 40 0 0 40 60 60 cm /I Do Q"


def _picture(pdf, data, **entries):
    return pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, **entries)


def _with_picture(data, **entries):
    whole = {"Width": 4, "Height": 4, "BitsPerComponent": 8, "ColorSpace": Name.DeviceCMYK}

    def fill(pdf, made):
        made.Resources.XObject.I = _picture(pdf, data, **{**whole, **entries})

    return fill


def test_line_art_of_1200_ppi_on_a4_is_no_damage():
    width, height = 9921, 14031
    data = zlib.compress(bytes((width + 7) // 8 * height), 1)
    entries = {
        "Width": width, "Height": height, "BitsPerComponent": 1,
        "ColorSpace": Name.DeviceGray, "Filter": Name.FlateDecode,
    }  # fmt: skip

    assert found("damaged", DRAWN, _with_picture(data, **entries)) == []


@pytest.mark.parametrize(
    ("data", "entries", "says"),
    [
        (b"x" * 63, {}, "end before"),
        (b"x" * 64, {"BitsPerComponent": 7}, "7 bits"),
        (b"x" * 64, {"Width": -4}, "no size"),
        (b"x" * 64, {"ColorSpace": Name.DeviceMagic}, "none of the PDF standard"),
        (b"x" * 64, {"Filter": Name.DCTDecode}, "cannot be read"),
    ],
)
def test_picture_blocks_where_it_lies_when_it_is_damaged(data, entries, says):
    findings = found("damaged", DRAWN, _with_picture(data, **entries))

    assert {each.severity for each in findings} == {Severity.BLOCK}
    assert says in findings[0].message
    area = findings[0].area
    assert (area.left, area.bottom, area.right, area.top) == pytest.approx((60, 60, 100, 100))


def test_picture_passes_when_all_its_data_are_there():
    assert found("damaged", DRAWN, _with_picture(b"x" * 64)) == []


def test_area_is_on_the_page_when_a_form_draws_the_damaged_picture():
    def fill(pdf, made):
        _with_picture(b"x")(pdf, made)
        resources = Dictionary(XObject=Dictionary(I=made.Resources.XObject.I))
        inner = pdf.make_stream(b"10 0 0 10 0 0 cm /I Do", Type=Name.XObject, Subtype=Name.Form)
        inner.BBox, inner.Resources = Array([0, 0, 10, 10]), resources
        made.Resources.XObject.O = inner

    (finding,) = found("damaged", b"q 1 0 0 1 70 80 cm /O Do Q", fill)

    assert (finding.area.left, finding.area.bottom) == pytest.approx((70, 80))


def test_soft_mask_blocks_when_its_data_are_short():
    def fill(pdf, made):
        _with_picture(b"x" * 64)(pdf, made)
        made.Resources.XObject.I.SMask = _picture(
            pdf, b"x", Width=4, Height=4, BitsPerComponent=8, ColorSpace=Name.DeviceGray
        )

    assert len(found("damaged", DRAWN, fill)) == 1
