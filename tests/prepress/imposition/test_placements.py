from __future__ import annotations

import pytest

from saleor_w2p_plugin.errors import SheetInvalid
from saleor_w2p_plugin.prepress.imposition import Placements, orders
from saleor_w2p_plugin.prepress.units import mm, pt
from tests.prepress.imposition.pages import sheet

CARD = (pt(50), pt(40))
BOOK = {"scheme": "booklet", "columns": 1, "rows": 1, "work_style": "sheetwise"}


def _pages(layout, pages, records=1):
    return [[side.pages for side in one.sides] for one in Placements(layout, CARD, pages, records)]


@pytest.mark.parametrize(
    ("scheme", "leaves", "sheets"),
    [
        ("n_up", 5, [(0, 1, 2), (3, 4, None)]),
        ("step_and_repeat", 2, [(0, 0, 0), (1, 1, 1)]),
        ("cut_and_stack", 7, [(0, 3, 6), (1, 4, None), (2, 5, None)]),
        ("cut_and_stack", 1, [(0, None, None)]),
    ],
)
def test_leaves_lie_in_the_scheme_s_order_when_numbers_do_not_divide(scheme, leaves, sheets):
    order, count = orders.ORDERS[scheme], orders.sheets(scheme, leaves, 3)

    assert [order(leaves, 3, number) for number in range(count)] == sheets


@pytest.mark.parametrize("leaves", [1, 2, 20, 21, 22, 100, 999])
def test_piles_are_in_order_when_they_are_cut_and_stacked(leaves):
    count = orders.sheets("cut_and_stack", leaves, 21)
    laid = [orders.cut_and_stack(leaves, 21, number) for number in range(count)]

    piles = [leaf for place in range(21) for leaf in (sheet[place] for sheet in laid)]

    assert [leaf for leaf in piles if leaf is not None] == list(range(leaves))


@pytest.mark.parametrize("pages", range(4, 21))
def test_booklet_can_be_leafed_through_when_it_is_folded(pages):
    spreads = list(orders.booklet(pages))

    # From outside to inside: right pages of fronts and left pages of backs, then back outwards.
    first = [page for spread in spreads for page in (spread.front[1], spread.back[0])]
    second = [page for spread in reversed(spreads) for page in (spread.back[1], spread.front[0])]
    whole = -(-pages // 4) * 4
    blanks = [None] * (whole - pages)
    assert first + second == [*range(pages), *blanks]
    assert [spread.depth for spread in spreads] == list(range(whole // 4))


def test_signatures_follow_each_other_when_they_have_a_number_of_pages():
    spreads = list(orders.booklet(13, pages_per_signature=8))

    assert [(s.front, s.back, s.depth, s.of) for s in spreads] == [
        ((7, 0), (1, 6), 0, 2),
        ((5, 2), (3, 4), 1, 2),
        ((None, 8), (9, None), 0, 2),
        ((None, 10), (11, 12), 1, 2),
    ]


def test_backs_follow_their_fronts_when_the_count_is_odd():
    front, back = _pages(sheet(work_style="sheetwise"), 5)[0]

    assert front == (0, 2, 4, None, None, None)
    assert back == (1, 3, None, None, None, None)


def test_each_record_starts_a_leaf_when_its_pages_are_odd():
    front, back = _pages(sheet(work_style="sheetwise"), 1, records=3)[0]

    assert front == (0, 1, 2, None, None, None)
    assert back == (None,) * 6


def test_half_the_cells_are_backs_when_the_sheet_is_worked_and_turned():
    ((both,),) = _pages(sheet(work_style="work_and_turn"), 6)

    assert both == (0, 2, 4, 1, 3, 5)


def test_every_record_is_a_booklet_of_its_own_when_there_are_several():
    layout = sheet(**{**BOOK, "width_mm": 200})

    assert _pages(layout, 4, records=2) == [[(3, 0), (1, 2)], [(7, 4), (5, 6)]]


@pytest.mark.parametrize(
    ("move", "shifts"), [("inwards", [0, 0.5, 1, 1.5]), ("outwards", [-1.5, -1, -0.5, 0])]
)
def test_pages_creep_by_the_paper_s_thickness(move, shifts):
    layout = sheet(**{**BOOK, "width_mm": 200, "creep": {"paper_mm": 0.5, "move": move}})

    sides = [one.sides for one in Placements(layout, CARD, 16)]

    for (front, back), shift in zip(sides, shifts, strict=True):
        for side in (front, back):
            left, right = side.face.cells
            (unit,) = side.face.units
            spine = unit.fold.position
            assert mm(spine) == pytest.approx(100)
            # Inner pages lie nearer to the spine, or outer ones further away, and are cut there.
            assert mm(left.trim.right - spine) == pytest.approx(shift)
            assert mm(spine - right.trim.left) == pytest.approx(shift)
            assert mm(unit.cut.width) == pytest.approx(100 - 2 * shift)
            assert left.clip.right <= spine + 1e-6
            assert right.clip.left >= spine - 1e-6


@pytest.mark.parametrize(("gutter", "bleed"), [(0, 0), (2, 1), (6, 3), (12, 3)])
def test_bleed_ends_in_the_middle_of_a_gutter_that_is_narrow(gutter, bleed):
    layout = sheet(gutter_x_mm=gutter, gutter_y_mm=gutter, rows=2, width_mm=160)

    (one,) = Placements(layout, CARD, 4)

    left, right, *_ = one.sides[0].face.cells
    assert mm(right.trim.left - left.trim.right) == pytest.approx(gutter)
    assert mm(left.clip.right - left.trim.right) == pytest.approx(bleed)
    assert mm(left.trim.left - left.clip.left) == pytest.approx(3)
    assert mm(left.clip.top - left.trim.top) == pytest.approx(3)


@pytest.mark.parametrize(("rotation", "fits"), [(0, (2, 3)), (90, (2, 2))])
def test_as_many_cells_as_fit(rotation, fits):
    layout = sheet(columns="fit", rows="fit", rotation_deg=rotation)

    grid = Placements(layout, CARD, 1).grid

    assert (grid.columns, grid.rows) == fits


@pytest.mark.parametrize("rotation", [0, 90])
def test_neighbours_lie_head_to_head(rotation):
    layout = sheet(rotation_deg=rotation, heads="together", rows=2)
    (one,) = Placements(layout, CARD, 4)

    turns = [cell.turn for cell in one.sides[0].face.cells]

    assert turns == ([180, 180, 0, 0] if rotation == 0 else [270, 90, 270, 90])


@pytest.mark.parametrize(
    ("changes", "edge", "margin"),
    [
        ({"work_style": "sheetwise"}, "top", 10),
        ({"work_style": "perfecting"}, "top", 15),
        ({"work_style": "work_and_tumble", "rows": 2}, "top", 15),
        ({"work_style": "work_and_turn"}, "top", 10),
        ({"work_style": "sheetwise", "flip": "short_edge"}, "top", 15),
        ({"work_style": "sheetwise", "flip": "long_edge"}, "top", 10),
    ],
)
def test_gripper_is_free_at_both_edges_that_change_places(changes, edge, margin):
    layout = sheet(gripper={"edge": "bottom", "depth_mm": 15}, **changes)

    assert layout.margin_mm("bottom") == 15
    assert layout.margin_mm(edge) == margin


@pytest.mark.parametrize(
    ("changes", "size", "field"),
    [
        ({"columns": 3}, CARD, "columns"),
        ({"rows": 4}, CARD, "rows"),
        ({"columns": "fit"}, (pt(140), pt(40)), "columns"),
        ({"columns": 1, "work_style": "work_and_turn"}, CARD, "columns"),
        ({"rows": 3, "work_style": "work_and_tumble"}, CARD, "rows"),
        ({"columns": "fit", "rows": "fit", "gutter_x_mm": 0, "gutter_y_mm": 0}, (1, 1), "columns"),
        ({**BOOK, "width_mm": 200, "creep": {"paper_mm": 2}}, CARD, "creep"),
    ],
)
def test_sheet_is_refused_when_pages_do_not_fit(changes, size, field):
    with pytest.raises(SheetInvalid) as refused:
        Placements(sheet(**changes), size, 60)

    assert [problem.field for problem in refused.value.problems] == [field]
