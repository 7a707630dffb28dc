from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_w2p_plugin.errors import Code, MissingGlyph, TextDoesNotFit
from saleor_w2p_plugin.prepress.units import pt
from saleor_w2p_plugin.rendering import check
from tests.golden.card import compiled_card, qr_frame, text_frame

LETTERS = st.text(
    st.sampled_from("AaBbÄgjqy|/ .,-0123456789ŁżЖщΩ张伟晓مرحباليلى()&@") , min_size=1, max_size=60
)  # fmt: skip


def _placed(*frames, **answers):
    pages, problems = compiled_card(*frames).place({"full_name": "", "url": ""} | answers)
    assert problems == []
    return pages[0]


def _refusal(*frames, **answers):
    with pytest.raises((TextDoesNotFit, MissingGlyph)) as refusal:
        check(compiled_card(*frames), {"full_name": "", "url": ""} | answers)
    return refusal.value


def _ink(item):
    """Return left, top, right and bottom of the ink of a placed text, in points."""
    return (
        min(line.x_pt + line.line.left * item.size_pt for line in item.lines),
        min(line.y_pt - line.line.top * item.size_pt for line in item.lines),
        max(line.x_pt + line.line.right * item.size_pt for line in item.lines),
        max(line.y_pt - line.line.bottom * item.size_pt for line in item.lines),
    )


@settings(deadline=None, max_examples=200)
@given(
    LETTERS,
    st.sampled_from(["left", "center", "right"]),
    st.floats(min_value=5, max_value=80),
    st.floats(min_value=2, max_value=20),
)
def test_text_never_leaves_its_frame(text, align, width_mm, height_mm):
    frame = text_frame(x_mm=1, y_mm=2, width_mm=width_mm, height_mm=height_mm, align=align,
                       content="{{full_name}}", min_size_pt=1)  # fmt: skip
    pages, problems = compiled_card(frame).place({"full_name": text.strip()})

    for item in pages[0]:
        left, top, right, bottom = _ink(item)
        assert left >= pt(1) - 1e-6
        assert right <= pt(1 + width_mm) + 1e-6
        assert top >= pt(2) - 1e-6
        assert bottom <= pt(2 + height_mm) + 1e-6
    assert all(problem.code is Code.TEXT_DOES_NOT_FIT for problem in problems)


def test_size_stays_when_the_text_fits():
    (item,) = _placed(text_frame(), full_name="Ann")

    assert item.size_pt == 14
    assert _ink(item)[0] == pytest.approx(pt(8), abs=0.02)


@pytest.mark.parametrize(("align", "edge"), [("left", 0), ("right", 2)])
def test_text_stands_at_the_edge_it_is_aligned_to(align, edge):
    frame = text_frame(align=align)
    (item,) = _placed(frame, full_name="Ann")

    assert _ink(item)[edge] == pytest.approx(pt(8 if edge == 0 else 58), abs=0.02)


def test_text_shrinks_to_the_width_when_it_is_long():
    (item,) = _placed(text_frame(), full_name="Maximiliane von Hohenstein")
    left, _, right, _ = _ink(item)

    assert 7 <= item.size_pt < 14
    assert right - left == pytest.approx(pt(50), abs=0.02)


def test_baseline_stays_when_a_long_name_shrinks():
    (short,) = _placed(text_frame(), full_name="Ann")
    (long,) = _placed(text_frame(), full_name="Maximiliane von Hohenstein")

    assert short.lines[0].y_pt == long.lines[0].y_pt


def test_lines_share_one_size_and_a_leading_of_a_fifth():
    frame = text_frame(content="{{address}}", height_mm=20)
    (item,) = _placed(frame, address="One\nTwo\nThree")
    first, second, third = [line.y_pt for line in item.lines]

    assert second - first == pytest.approx(1.2 * item.size_pt)
    assert third - second == pytest.approx(1.2 * item.size_pt)


def test_lines_shrink_together_when_the_frame_is_low():
    frame = text_frame(content="{{address}}", height_mm=14)
    (item,) = _placed(frame, address="One\nTwo\nThree")

    assert 7 <= item.size_pt < 14
    assert _ink(item)[3] <= pt(24)


def test_frame_is_named_when_its_text_is_too_long():
    error = _refusal(text_frame(), full_name="Maximiliane " * 9)

    (problem,) = error.problems
    assert (problem.code, problem.field) == (Code.TEXT_DOES_NOT_FIT, "name")
    assert "7 pt" in problem.message


def test_text_is_refused_when_it_would_have_to_shrink_but_may_not():
    error = _refusal(text_frame(overflow="error"), full_name="Maximiliane von Hohenstein")

    assert error.problems[0].code is Code.TEXT_DOES_NOT_FIT


def test_text_is_refused_when_the_frame_is_too_low():
    assert _refusal(text_frame(height_mm=3), full_name="A").problems[0].field == "name"


def test_character_and_frame_are_named_when_no_font_has_it():
    error = _refusal(text_frame(), text_frame("second", y_mm=30), full_name="a😀")

    assert isinstance(error, MissingGlyph)
    assert [problem.field for problem in error.problems] == ["name", "second"]
    assert "U+1F600" in error.problems[0].message
    assert error.problems[0].params["characters"] == "😀"


def test_every_problem_is_named_when_they_differ():
    error = _refusal(text_frame(), qr_frame(), full_name="😀", url="x" * 900)

    assert isinstance(error, MissingGlyph)
    assert [problem.code for problem in error.problems] == [
        Code.MISSING_GLYPH,
        Code.TEXT_DOES_NOT_FIT,
    ]


def test_frame_is_not_placed_when_its_content_is_empty():
    assert _placed(text_frame(), qr_frame()) == []


def test_code_keeps_its_quiet_zone_inside_the_frame():
    (item,) = _placed(qr_frame(x_mm=50, width_mm=30), url="https://example.com")
    side = item.symbol.columns * item.module_pt

    assert item.module_pt == pytest.approx(pt(20) / (item.symbol.columns + 8))
    assert item.x_pt - pt(50 + 5) == pytest.approx(4 * item.module_pt)
    assert item.y_pt + side + 4 * item.module_pt == pytest.approx(pt(32))


@pytest.mark.parametrize("url", ["x" * 400, "x" * 5000])
def test_code_is_refused_when_its_modules_would_be_too_small(url):
    (problem,) = _refusal(qr_frame(), url=url).problems

    assert (problem.code, problem.field) == (Code.TEXT_DOES_NOT_FIT, "code")
