from __future__ import annotations

import pytest

from saleor_w2p_plugin.rendering.text import FontInvalid, parse
from tests.golden.card import FILES


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a TrueType"),
        (b"wOF2" + bytes(100), "not a TrueType"),
        (b"ttcf" + bytes(100), "not a TrueType"),
        (b"OTTO" + bytes(100), "lacks the tables"),
        (b"\x00\x01\x00\x00" + bytes(100), "lacks the tables"),
        (FILES["regular"].read_bytes()[:200], "lacks the tables"),
    ],
)
def test_font_is_refused_when_it_cannot_be_embedded(data, reason):
    with pytest.raises(FontInvalid, match=reason):
        parse("x", data)


@pytest.mark.parametrize(
    ("fs_type", "is_refused"), [(0, False), (2, True), (4, False), (0x100, True)]
)
def test_font_is_refused_when_its_licence_bits_forbid_embedding(fs_type, is_refused):
    data = bytearray(FILES["regular"].read_bytes())
    for index in range(int.from_bytes(data[4:6], "big")):
        entry = 12 + 16 * index
        if data[entry : entry + 4] == b"OS/2":
            offset = int.from_bytes(data[entry + 8 : entry + 12], "big")
            data[offset + 8 : offset + 10] = fs_type.to_bytes(2, "big")

    if is_refused:
        with pytest.raises(FontInvalid, match="licence bits"):
            parse("x", bytes(data))
    else:
        assert parse("x", bytes(data)).upem == 1000
