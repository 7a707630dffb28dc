from __future__ import annotations

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.rendering import MemoryAssets, compile, press_pdf
from tests.golden.card import FILES, compiled_card, operators, raw_card, text_frame


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


def test_line_is_not_drawn_when_its_colour_is_not_answered():
    line = {"name": "line", "kind": "shape", "figure": "line", "x_mm": 5, "y_mm": 5,
            "width_mm": 40, "height_mm": 5, "fill": "cyan", "stroke": "{{mood}}"}  # fmt: skip
    raw = raw_card(line)
    raw["fields"].append({"name": "mood", "label": "Mood", "kind": "colour",
                          "choices": [{"value": "ink", "label": "Ink"}]})  # fmt: skip
    card = compile(load(raw), MemoryAssets.of([path.read_bytes() for path in FILES.values()]))

    def painted(answers):
        return [name for _, name in operators(press_pdf(card, answers)) if name in "SfB"]

    assert painted({"mood": ""}) == []
    assert painted({"mood": "ink"}) == ["S"]
