from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_w2p_plugin.rendering import codes

ALL = ["qr", "data_matrix", "code128", "ean13", "ean8", "pdf417"]


@pytest.mark.parametrize("symbology", ALL)
def test_content_is_refused_when_it_is_empty(symbology):
    with pytest.raises(codes.ContentInvalid, match="nothing to encode"):
        codes.encode(symbology, "")


@pytest.mark.parametrize(
    ("symbology", "content", "full"),
    [
        ("ean13", "590123412345", "5901234123457"),
        ("ean13", "5901234123457", "5901234123457"),
        ("ean13", "000000000000", "0000000000000"),
        ("ean8", "9638507", "96385074"),
        ("ean8", "96385074", "96385074"),
        ("code128", "Ann", "Ann"),
    ],
)
def test_check_digit_is_added_when_it_is_missing(symbology, content, full):
    assert codes.complete(symbology, content) == full
    assert codes.encode(symbology, content) == codes.encode(symbology, full)


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(1, 9))
def test_ean_is_refused_when_its_check_digit_is_wrong(digits, shift):
    right = codes.complete("ean13", digits)
    wrong = digits + str((int(right[-1]) + shift) % 10)

    with pytest.raises(codes.ContentInvalid, match=f"has to be {right[-1]}"):
        codes.encode("ean13", wrong)


@pytest.mark.parametrize(
    ("symbology", "content", "sentence"),
    [
        ("ean13", "59012341234A", "An EAN-13 is made of digits only."),
        ("ean13", "5901234 12345", "An EAN-13 is made of digits only."),
        ("ean13", "５９０１２３４１２３４５", "An EAN-13 is made of digits only."),
        ("ean13", "590123412345+12", "An EAN-13 is made of digits only."),
        ("ean13", "12345", "An EAN-13 has 13 digits, or 12 and gets the last one; this has 5."),
        ("ean8", "123456", "An EAN-8 has 8 digits, or 7 and gets the last one; this has 6."),
        ("ean8", "96385075", "The last digit of 96385075 is wrong: it has to be 4."),
        ("code128", "5 €", "A Code 128 cannot say “€” (U+20AC)."),
        ("code128", "a\u2028", "A Code 128 cannot say U+2028."),
        ("code128", "a\x85", "A Code 128 cannot say U+0085."),
        ("qr", "a\ud800", "A QR code cannot say U+D800."),
        ("pdf417", "a\udfff", "A PDF417 code cannot say U+DFFF."),
    ],
)
def test_content_is_refused_when_the_symbology_cannot_say_it(symbology, content, sentence):
    with pytest.raises(codes.ContentInvalid) as refusal:
        codes.encode(symbology, content)

    assert str(refusal.value) == sentence
    assert not isinstance(refusal.value, codes.ContentTooLong)


@pytest.mark.parametrize(
    ("symbology", "length"),
    [("qr", 3000), ("data_matrix", 3000), ("code128", 103), ("pdf417", 2711), ("qr", 10**6)],
)
def test_content_is_refused_when_no_symbol_holds_so_much(symbology, length):
    with pytest.raises(codes.ContentTooLong, match="too much for a"):
        codes.encode(symbology, "aB/" * (length // 3) + "a")


@given(st.sampled_from(ALL), st.text(max_size=300))
def test_any_text_is_encoded_or_refused_with_a_sentence(symbology, content):
    try:
        outcome = codes.encode(symbology, content).ops
    except codes.ContentInvalid as refusal:
        outcome = str(refusal).encode()

    assert outcome.endswith((b"re\nf", b"."))
