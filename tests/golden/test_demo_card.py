"""The demo card of the sandbox, with each of its answers, through every stage."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from saleor_w2p_plugin.design import fields, variables
from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.errors import TextDoesNotFit
from saleor_w2p_plugin.prepress import preflight
from saleor_w2p_plugin.rendering import FolderAssets, check, compile, expected_codes, press_pdf

FOLDER = Path(__file__).parents[2] / "sandbox/fixtures/business_card"
REFUSED = "too-long"
NAMES = sorted(path.stem for path in (FOLDER / "answers").glob("*.json"))


@cache
def _compiled():
    document = load(json.loads((FOLDER / "design.json").read_text()))
    return compile(document, FolderAssets(FOLDER, document))


def _answers(name):
    raw = json.loads((FOLDER / f"answers/{name}.json").read_text())
    document = _compiled().document
    defaults = variables.defaults(document, {})
    return fields.clean(document, raw, role="company_admin", defaults=defaults)


def test_there_are_answers_to_try():
    assert len(NAMES) >= 5
    assert REFUSED in NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name != REFUSED])
def test_card_passes_preflight_and_shows_every_answer(name):
    compiled, answers = _compiled(), _answers(name)
    pdf = press_pdf(compiled, answers)
    codes = expected_codes(compiled.document, answers)
    opened = pypdfium2.PdfDocument(pdf)
    words = "".join("".join(page.get_textpage().get_text_range() for page in opened).split())
    opened.close()

    assert len(codes) == 1
    assert preflight.inspect(pdf, compiled.document, codes).findings == ()
    for field in ("full_name", "title", "phone", "email"):
        assert answers[field].replace(" ", "") in words


def test_card_is_refused_when_the_name_is_too_long():
    with pytest.raises(TextDoesNotFit) as refusal:
        check(_compiled(), _answers(REFUSED))

    assert [problem.field for problem in refusal.value.problems] == ["name"]
