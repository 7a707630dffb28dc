from __future__ import annotations

from collections.abc import Sequence

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_w2p_plugin.rendering.codes import masking
from saleor_w2p_plugin.rendering.codes.grid import Grid

Cells = Sequence[Sequence[int]]
CONTENTS = st.text("abcdefgXYZ0123456789:/.?=&-", min_size=1, max_size=180)
LEVELS = st.sampled_from("LMQH")


def _grid(content: str, level: str, **options: object) -> Grid:
    barcode = zxingcpp.create_barcode(
        content, zxingcpp.BarcodeFormat.QRCode, ec_level=level, **options
    )
    return Grid.of(zxingcpp.write_barcode_to_image(barcode, add_quiet_zones=False))


def _cells(grid: Grid) -> Cells:
    row = grid.row_bytes * 8
    digits = f"{grid.bits:0{row * grid.rows}b}"
    return [
        [int(digit) for digit in digits[start : start + grid.columns]]
        for start in range(0, len(digits), row)
    ]


def _best(content: str, level: str) -> int:
    plain = _grid(content, level, data_mask=0)
    return masking.best(
        plain.bits, plain.columns, level, lambda mask: _grid(content, level, data_mask=mask).bits
    )


def _penalty(cells: Cells) -> int:
    """Weigh a symbol module by module (ISO/IEC 18004:2015, 7.8.3, table 11)."""
    size = len(cells)
    turned = list(zip(*cells, strict=True))
    found = sum(_lines(line) for lines in (cells, turned) for line in lines)
    for y in range(size - 1):
        for x in range(size - 1):
            block = {cells[y][x], cells[y][x + 1], cells[y + 1][x], cells[y + 1][x + 1]}
            found += 3 * (len(block) == 1)
    share = 100 * sum(map(sum, cells)) / size**2
    return found + 10 * int(abs(share - 50) // 5)


def _lines(line: Sequence[int]) -> int:
    found, start = 0, 0
    for end in range(1, len(line) + 1):
        if end == len(line) or line[end] != line[start]:
            found += end - start - 2 if end - start >= 5 else 0
            start = end
    text = "".join(map(str, line))
    for place in range(len(text) - 6):
        if text[place : place + 7] == "1011101":
            before, behind = text[max(place - 4, 0) : place], text[place + 7 : place + 11]
            found += 40 * ("0000" in (before, behind))
    return found


@settings(deadline=None, max_examples=40)
@given(CONTENTS, LEVELS)
def test_symbol_is_the_one_with_the_least_penalty_of_all_masks(content, level):
    masks = [_grid(content, level, data_mask=mask) for mask in masking.MASKS]
    penalties = [_penalty(_cells(grid)) for grid in masks]

    assert _best(content, level) == masks[penalties.index(min(penalties))].bits


@settings(deadline=None, max_examples=40)
@given(CONTENTS, LEVELS)
def test_symbol_is_no_worse_than_the_encoders_own_choice(content, level):
    own = _grid(content, level)
    ours = Grid(own.columns, own.rows, _best(content, level))

    assert _penalty(_cells(ours)) <= _penalty(_cells(own))


@pytest.mark.parametrize("length", [10, 400, 1200, 2300])
def test_large_symbols_are_weighed_too(length):
    content = "".join(chr(97 + index * index % 26) for index in range(length))

    assert _best(content, "L") in {
        _grid(content, "L", data_mask=mask).bits for mask in masking.MASKS
    }
