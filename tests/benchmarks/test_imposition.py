"""A few cards in, the figures of imposition out of real processes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from benchmarks.figures import Broken, find
from benchmarks.imposition import racing
from benchmarks.imposition.worker import SHEETS
from benchmarks.rendering import design
from tests.prepress.imposition.pages import pdf, sheet

needs_pypdf = pytest.mark.skipif(
    not importlib.util.find_spec("pypdf"), reason="pypdf is not installed"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the job."""
    return design.lay_out(tmp_path_factory.mktemp("job"))


@needs_pypdf
def test_ways_are_measured_when_they_make_the_same_sheets(folder: Path, tmp_path: Path) -> None:
    found = {
        **racing.direct(folder, tmp_path, count=30),
        **racing.foreign(folder, tmp_path, count=30, few=22),
    }

    figures = [figure for one in find("imposition") for figure in one.figures]
    assert set(found) == {figure.name for figure in figures}
    assert all(figure.how for figure in figures)
    assert all(measured.value > 0 for measured in found.values())
    assert found["cards_10000_imposed_s"].details["peak_mb"] > 10
    (ratio,) = found["times_faster_than_pypdf"].peers.values()
    assert ratio == found["times_faster_than_pypdf"].value


def test_nothing_is_measured_when_a_process_fails(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="direct failed"):
        racing.direct(tmp_path, tmp_path, count=2)


def test_nothing_is_measured_when_sheets_differ(tmp_path: Path) -> None:
    from saleor_w2p_plugin.prepress.imposition import impose

    one, other = tmp_path / SHEETS, tmp_path / "other.pdf"
    one.write_bytes(impose(pdf(6), sheet()))
    other.write_bytes(impose(pdf(5), sheet()))

    with pytest.raises(Broken, match="Side 1"):
        racing._check_same(one, other)
