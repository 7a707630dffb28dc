from __future__ import annotations

import json

import pytest

from saleor_w2p_plugin.errors import Code, SheetInvalid
from saleor_w2p_plugin.prepress.imposition import (
    Placements,
    confining,
    load_layout,
    ready,
    ready_names,
)
from saleor_w2p_plugin.prepress.units import pt
from tests.prepress.imposition.pages import sheet

RAW = {"version": 1, "name": "A", "width_mm": 320, "height_mm": 450, "scheme": "n_up"}
SIZES_MM = {"cards": (85, 55), "a4": (210, 297), "a5": (148, 210)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"width_mm": 1e9}, "width_mm"),
        ({"height_mm": 0}, "height_mm"),
        ({"columns": 0}, "columns"),
        ({"rows": 10**6}, "rows"),
        ({"rows": "all"}, "rows"),
        ({"gutter_x_mm": -1}, "gutter_x_mm"),
        ({"bleed_mm": True}, "bleed_mm"),
        ({"rotation_deg": 45}, "rotation_deg"),
        ({"scheme": "pile"}, "scheme"),
        ({"work_style": "sideways"}, "work_style"),
        ({"margins_mm": {"up": 3}}, "margins_mm"),
        ({"margins_mm": {"top": "3"}}, "margins_mm.top"),
        ({"gripper": {"edge": "bottom"}}, "gripper"),
        ({"marks": {"kinds": ["cut"]}}, "marks.kinds[0]"),
        ({"creep": {"paper_mm": 0.1}}, "creep"),
        ({"pages_per_signature": 16}, "pages_per_signature"),
        ({"scheme": "booklet"}, "work_style"),
        ({"scheme": "booklet", "work_style": "sheetwise", "pages_per_signature": 6},
         "pages_per_signature"),
        ({"flip": "long_edge"}, "flip"),
        ({"colour": "red"}, None),
        ({"width_mm": float("nan")}, None),
    ],
)  # fmt: skip
def test_sheet_is_refused_with_its_path_when_it_is_wrong(changes, field):
    with pytest.raises(SheetInvalid) as refused:
        load_layout({**RAW, **changes})

    assert [problem.field for problem in refused.value.problems] == [field]
    assert all(problem.code is Code.INVALID for problem in refused.value.problems)


def test_every_problem_is_named_when_a_sheet_has_several():
    with pytest.raises(SheetInvalid) as refused:
        load_layout({**RAW, "columns": 0, "rows": 0})

    assert [problem.field for problem in refused.value.problems] == ["columns", "rows"]


@pytest.mark.parametrize("name", ready_names())
def test_ready_sheet_takes_the_pages_that_it_is_named_for(name):
    layout = load_layout(ready(name))
    size = next((size for key, size in SIZES_MM.items() if key in name), SIZES_MM["cards"])

    sheets = Placements(layout, (pt(size[0]), pt(size[1])), 16)

    assert {page for one in sheets for side in one.sides for page in side.pages} >= set(range(16))


def test_ready_sheet_is_refused_when_there_is_none_of_the_name():
    with pytest.raises(SheetInvalid, match="ready are"):
        ready("../sheet.schema")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"gripper": {"edge": "left", "depth_mm": 9}, "marks": {"kinds": ["crop"]}},
        {"scheme": "booklet", "work_style": "perfecting", "creep": {"paper_mm": 0.1}},
    ],
)
def test_layout_is_the_same_behind_the_wall_of_a_process(changes):
    layout = sheet(**changes)

    assert confining.unpacked(json.loads(json.dumps(confining.packed(layout)))) == layout
