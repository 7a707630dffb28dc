"""Any text is set in our fonts, or says that it cannot be; XML gets nothing that it forbids."""

from __future__ import annotations

import pytest
from lxml import etree

from saleor_w2p_plugin.paperwork.letters import printable, storable


@pytest.mark.parametrize(
    "text",
    ["Łódź & Söhne <b>", "Ελληνικά", "Українська", "北风贸易公司", "two\nlines", "1 × 2 – “3”"],
)
def test_text_stays_as_it_is_when_a_font_has_it(text: str) -> None:
    assert printable(text) == text


def test_arabic_takes_its_own_direction() -> None:
    assert printable("شركة") == "\u2068شركة\u2069"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ann 🎉", "Ann \ufffd"),
        ("a\x00b\x07c\x1b", "a\ufffdb\ufffdc\ufffd"),
        ("\ud800", "\ufffd"),
        # Overrides would turn what follows round; a variation selector is nothing to see.
        ("a\u202eb\u2066c", "abc"),
        ("❤\ufe0f", "\ufffd"),
    ],
)
def test_character_is_replaced_when_no_font_has_it(text: str, printed: str) -> None:
    assert printable(text) == printed


@pytest.mark.parametrize("code", [0, 7, 0xB, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_character_is_replaced_when_xml_forbids_it(code: int) -> None:
    assert storable(f"a{chr(code)}b") == "a\ufffdb"


def test_every_character_left_is_one_that_xml_takes() -> None:
    every = [chr(code) for code in range(0x11000)]
    for clean in ("".join(map(printable, every)), storable("".join(every))):
        element = etree.Element("a")
        element.text = clean
        assert etree.fromstring(etree.tostring(element)).text.replace("\r", "") != ""
    assert "🎉" in storable("🎉")


def test_text_ends_where_nobody_reads_on() -> None:
    assert printable("x" * 999) == "x" * 999
    assert printable("x" * 5000) == "x" * 999 + "…"
