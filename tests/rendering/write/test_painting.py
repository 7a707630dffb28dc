from __future__ import annotations

from saleor_w2p_plugin.rendering import press_pdf
from tests.golden.card import compiled_card, operators, text_frame


def test_text_keeps_its_colour_when_fixed_text_of_another_stands_before_it():
    card = compiled_card(
        text_frame("above", y_mm=2),
        text_frame("fixed", y_mm=20, content="Tel.", colour="cyan"),
        text_frame("below", y_mm=30),
    )
    found, colour = [], None
    for operands, operator in operators(press_pdf(card, {"full_name": "Ann"})):
        if operator == "k":
            colour = tuple(operands)
        elif operator == "BT":
            found.append(colour)

    black, cyan = (0, 0, 0, 1), (1, 0, 0, 0)
    assert found == [black, cyan, black]
