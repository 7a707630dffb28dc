from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design import formats
from saleor_w2p_plugin.design.fields import numbers

LOCALES = ("en", "de", "de-CH", "fr", "sv", "hi", "ar-EG", "fa", "pt-BR", "en-ZA")


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("0", "en", "0"),
        ("-0.00", "en", "0"),
        ("007", "en", "7"),
        ("+5", "en", "5"),
        ("\u22125.50", "en", "-5.5"),
        ("1,234,567.80", "en", "1234567.8"),
        ("1 234 567,8", "fr", "1234567.8"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1.234.567,8", "de", "1234567.8"),
        ("1234,5", "de", "1234.5"),
        # Canonical wherever it comes from: a stored answer never changes its meaning.
        ("1.234", "de", "1.234"),
        ("1,234", "en", "1234"),
        ("1,234", "de", "1.234"),
        ("1'234.5", "de-CH", "1234.5"),
        ("12,34,567.8", "hi", "1234567.8"),
        ("١٬٢٣٤٫٥", "ar-EG", "1234.5"),
        ("१२३", "hi", "123"),
        ("999999999999999999.9999999999", "en", "999999999999999999.9999999999"),
    ],
)
def test_number_is_read_when_it_can_be_read_in_one_way(text, locale, number):
    assert numbers.canonical(text, locale) == number
    assert numbers.is_canonical(number)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("", "en"),
        ("-", "en"),
        (".5", "en"),
        ("5.", "en"),
        ("1e3", "en"),
        ("0x10", "en"),
        ("1_000", "en"),
        ("inf", "en"),
        ("½", "en"),
        ("1,23", "en"),
        ("1,2345", "en"),
        ("1,234 567.0", "en"),
        ("1.234.567", "en"),
        ("1,234.5", "de"),
        ("1.2.3", "de"),
        ("- 5", "en"),
        ("1000000000000000000", "en"),
        ("0.12345678901", "en"),
        ("9" * 100, "en"),
    ],
)
def test_number_is_refused_when_it_is_none_in_this_locale(text, locale):
    assert numbers.canonical(text, locale) is None


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(LOCALES))
def test_number_comes_back_when_it_is_printed_in_its_locale(number, locale):
    canonical = numbers.canonical(format(number, "f"), "en")
    assert canonical is not None
    assert Decimal(canonical) == number

    printed = formats.printed("number", canonical, "#,##0.0###", locale)
    # Marks of direction stand beside the minus sign in some locales.
    printed = printed.replace("\u200e", "").replace("\u200f", "").replace("\u061c", "")
    assert numbers.canonical(printed, locale) == canonical
