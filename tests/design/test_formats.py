from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.design import formats
from saleor_w2p_plugin.design.fields import dates


@pytest.mark.parametrize(
    ("number", "pattern", "locale", "text"),
    [
        ("1234.5", None, "en", "1,234.5"),
        ("1234.5", None, "de", "1.234,5"),
        ("0.0000000001", None, "en", "0.0000000001"),
        ("1234.5", "0", "en", "1234"),
        ("1234.5", "#,##0.00", "de", "1.234,50"),
        ("1234.5", "#,##0.00 €", "fr", "1\u202f234,50 €"),
        ("0.125", "0.0 %", "en", "12.5 %"),
        ("7", "000", "en", "007"),
        ("1234.5", "'No. '0", "en", "No. 1234"),
        ("1234.5", "::currency/EUR", "de", "1.234,50\u00a0€"),
        ("123456789012345678.123", "#,##0.000", "en", "123,456,789,012,345,678.123"),
    ],
)
def test_number_prints_as_its_locale_and_pattern_say(number, pattern, locale, text):
    assert formats.printed("number", number, pattern, locale) == text


@pytest.mark.parametrize(
    ("pattern", "locale", "text"),
    [
        (None, "en", "March 1, 2026"),
        (None, "de", "1. März 2026"),
        ("d MMMM y", "de", "1 März 2026"),
        ("d 'of' MMMM", "en", "1 of March"),
        ("EEEE, d. MMM", "de-AT", "Sonntag, 1. März"),
        ("short", "en", "3/1/26"),
        ("::yMMMd", "ja", "2026年3月1日"),
        ("dd/MM/yyyy", "en", "01/03/2026"),
    ],
)
def test_date_prints_as_its_locale_and_pattern_say(pattern, locale, text):
    assert formats.printed("date", "2026-03-01", pattern, locale) == text


def test_number_pattern_is_refused_when_it_could_print_millions_of_digits():
    assert formats.problem("number", "::scale/1E99", "en") is None
    for pattern in ("::scale/1E100", "::scale/1e+0999999999", " ::.00 scale/1E-999999999"):
        assert "exponent" in (formats.problem("number", pattern, "en") or "")


@pytest.mark.parametrize("pattern", ["0.0.0", "0'", "{0}", "0}{x", "\ud800"])
def test_number_pattern_is_refused_when_it_cannot_be_used(pattern):
    assert formats.problem("number", pattern, "en")


@pytest.mark.parametrize(
    "pattern", ["d 'of", "HH:mm", "d of MMMM", "y z", "d}", "{x}", "::jm", "' '", "d '}' M"]
)
def test_date_pattern_is_refused_when_it_cannot_be_used(pattern):
    assert formats.problem("date", pattern, "en")


@given(
    st.sampled_from(["number", "date"]), st.text(max_size=20), st.sampled_from(["en", "de", "ar"])
)
def test_pattern_prints_when_it_is_not_refused(kind, pattern, locale):
    if not pattern or formats.problem(kind, pattern, locale):
        return

    assert formats.printed(kind, "2026-03-01" if kind == "date" else "-5.25", pattern, locale)


@given(st.dates(date(1583, 1, 1)))
def test_every_day_prints_as_itself(day):
    assert dates.is_canonical(day.isoformat())
    assert formats.printed("date", day.isoformat(), "yyyy-MM-dd", "en") == day.isoformat()


@pytest.mark.parametrize("first", ["UTC", "Pacific/Kiritimati", "America/Sao_Paulo"])
def test_day_is_the_same_when_the_time_zone_of_the_process_changes(first):
    # In a process of its own: ICU takes the zone of its first use and keeps it.
    script = """
import os, time
from saleor_w2p_plugin.design.formats import printed
for zone in (os.environ["TZ"], "Pacific/Pago_Pago", "Pacific/Kiritimati"):
    os.environ["TZ"] = zone
    time.tzset()
    for day in ("1583-01-01", "2011-12-30", "2018-11-04", "2026-03-01", "9999-12-31"):
        assert printed("date", day, "yyyy-MM-dd", "en") == day, (zone, day)
"""

    subprocess.run([sys.executable, "-c", script], check=True, env=os.environ | {"TZ": first})
