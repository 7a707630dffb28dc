from __future__ import annotations

from saleor_w2p_plugin.rendering import qr


def test_symbol_is_forgotten_when_64_others_came_after_it():
    first = qr.encode("0", "L")
    assert qr.encode("0", "L") is first

    for number in range(1, 65):
        qr.encode(str(number), "L")

    assert qr.encode("0", "L") is not first
    assert qr.encode("0", "L") == first
