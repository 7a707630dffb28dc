"""What holds for every valid design and every answer; designs are made up."""

from __future__ import annotations

import functools
import io
import itertools

import pikepdf
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from saleor_w2p_plugin.design import fields, variables
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.prepress import artwork, preflight, raster
from saleor_w2p_plugin.rendering import compile, join_pieces, merge_pdf, press_pdf, write_piece
from saleor_w2p_plugin.rendering.layout import PlacedText
from saleor_w2p_plugin.rendering.pictures import Terms
from saleor_w2p_plugin.rendering.preview import layers
from saleor_w2p_plugin.rendering.shelf import Shelf
from tests.golden.folders import POOL
from tests.rendering.designs import designs, records

DPI = 72
LAYERED_MOST = 2
any_design = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module", autouse=True)
def one_process():
    """Make each page of artwork ready once, not in a process each: all designs have one press."""
    known = functools.cache(artwork.normalise)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(artwork, "normalise", lambda pdf, uses, *_: known(pdf, tuple(uses)))
        yield


def _compiled(raw):
    """Compile a design; what is fixed in it may not fit, and is left out then."""
    document = load(raw)
    try:
        return compile(document, POOL)
    except W2PError as refusal:
        wrong = {problem.field for problem in refusal.problems}
        for index, page in enumerate(raw["pages"]):
            page["frames"] = [
                frame
                for number, frame in enumerate(page["frames"])
                if not any(
                    (path or "").startswith(f"pages[{index}].frames[{number}]") for path in wrong
                )
            ]
        return compile(load(raw), POOL)


def _answers(compiled, record):
    document = compiled.document
    return fields.clean(
        document, record, role="company_admin", defaults=variables.defaults(document, {})
    )


@any_design
@given(designs(), records())
def test_design_is_printed_in_order_or_refused_with_a_reason(raw, record):
    compiled = _compiled(raw)
    answers = _answers(compiled, record)
    placed, problems = compiled.place(answers, Shelf(POOL, Terms()))
    if problems:
        event("refused")
        names = {frame["name"] for page in raw["pages"] for frame in page["frames"]}
        assert {problem.field for problem in problems} <= names
        with pytest.raises(W2PError) as refusal:
            press_pdf(compiled, answers, POOL)
        assert [each.message for each in refusal.value.problems] == [
            each.message for each in problems
        ]
        return
    event("printed")
    sizes: dict[str, set[float]] = {}
    for item in (item for items in placed for item in items if isinstance(item, PlacedText)):
        if item.frame.group:
            sizes.setdefault(item.frame.group, set()).add(item.size_pt)
    assert all(len(found) == 1 for found in sizes.values())
    pdf = press_pdf(compiled, answers, POOL)

    assert press_pdf(compiled, answers, POOL) == pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
    report = preflight.inspect(pdf, compiled.document)
    blocking = {each.rule for each in report.findings if each.severity is preflight.Severity.BLOCK}
    assert blocking <= {"picture-resolution"}
    assert {"content", "boxes", "page-size", "fonts-embedded"} <= {
        rule.id for rule in report.passed_rules
    }
    for number, boxes in enumerate(compiled.boxes, start=1):
        whole = raster.picture(pdf, number, DPI, boxes.trim)
        layered = layers.picture(compiled, answers, number, DPI, POOL)
        difference = ImageChops.difference(whole, layered).getextrema()
        assert max(most for _, most in difference) <= LAYERED_MOST


@settings(any_design, max_examples=20)
@given(
    designs(most_frames=4),
    st.lists(records(), min_size=1, max_size=5),
    st.lists(st.integers(0, 40), max_size=4),
)
def test_bytes_are_the_same_however_a_job_is_cut(raw, drawn, cuts):
    compiled = _compiled(raw)
    shelf = Shelf(POOL, Terms())
    answers = [_answers(compiled, record) for record in drawn]
    printed = [one for one in answers if not compiled.place(one, shelf)[1]]
    assume(printed)
    job = (printed * 40)[:40]
    whole, joined, files = io.BytesIO(), io.BytesIO(), {}

    merge_pdf(compiled, job, whole, POOL)
    pieces = []
    for start, end in itertools.pairwise([0, *sorted(cuts), len(job)]):
        content = io.BytesIO()
        pieces.append((write_piece(compiled, job[start:end], start, content, POOL), content))
        content.seek(0)
    join_pieces(compiled, pieces, joined, POOL)
    merge_pdf(compiled, job[:2], io.BytesIO(), POOL, each=files.__setitem__)

    assert joined.getvalue() == whole.getvalue()
    assert files == {number: press_pdf(compiled, job[number], POOL) for number in range(2)}
