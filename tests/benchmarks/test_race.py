"""A few cards in, the figures of the rendering engine out of real processes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from benchmarks.figures import Broken, find
from benchmarks.rendering import (
    compiling,
    copyfit,
    design,
    engine,
    job,
    latency,
    memory,
    race,
    symbol,
)
from benchmarks.rendering.processes import Absent, Measurement, measure

# `make test` works without the peers that only `make bench` installs.
PEERS = all(importlib.util.find_spec(name) for name in (engine.TYPST, engine.REPORTLAB))
needs_peers = pytest.mark.skipif(not PEERS, reason="typst or ReportLab is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the job."""
    return design.lay_out(tmp_path_factory.mktemp("job"))


def test_cards_are_unlike_and_fit_when_many_are_made() -> None:
    cards = list(job.records(300))
    assert cards == [job.answers(number) for number in range(300)]
    assert len({card["code"] for card in cards}) == len({card["email"] for card in cards}) == 300
    for card in cards:
        assert symbol.runs(card["code"])
        sizes = {text: copyfit.size_pt(text, card[text.name]) for text in job.TEXTS}
        assert all(text.least_pt <= size <= text.size_pt for text, size in sizes.items())
    assert any(copyfit.size_pt(job.TEXTS[0], card["full_name"]) < 16 for card in cards)


def test_artwork_is_the_same_when_it_is_made_again(folder: Path, tmp_path: Path) -> None:
    design.lay_out(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 6
    assert all((tmp_path / name).read_bytes() == (folder / name).read_bytes() for name in names)


@needs_peers
def test_engines_are_measured_when_they_draw_the_same(folder: Path, tmp_path: Path) -> None:
    found = race.race(folder, tmp_path, records=40, many=45, documents=2)
    assert set(found) == {figure.name for figure in find("rendering")[0].figures}
    ours = found["cpu_per_record_1000_ms"]
    assert len(ours.peers) == 3
    assert all(ms is None or ms > 0 for ms in (ours.value, *ours.peers.values()))
    ratio = found["times_faster_than_typst_and_reportlab"]
    assert ratio.value == min(times for times in ratio.peers.values() if times)
    assert 0 < found["kb_per_record"].value < 20


def test_race_is_refused_when_there_is_no_peer() -> None:
    us = Measurement("ours", {"cpu_ms": 1.0}, Path())
    with pytest.raises(Broken, match="none of typst can run here"):
        race.times_faster(us, {"typst": None})


def test_times_are_those_of_the_fastest_peer_when_there_are_two() -> None:
    us = Measurement("ours", {"cpu_ms": 0.5}, Path())
    fast = Measurement("typst 1", {"cpu_ms": 1.5, "symbol_ms": 0.25}, Path())
    slow = Measurement("ReportLab 2", {"cpu_ms": 2.0, "symbol_ms": 0.25}, Path())
    found = race.times_faster(us, {"typst": fast, "reportlab": slow})
    assert found.value == 3
    assert found.peers == {"typst 1": 3, "ReportLab 2": 4}
    assert found.details["times faster than peers that get their QR symbols for nothing"] == 2.5


def test_waiting_is_measured_when_cards_are_drawn_one_by_one(folder: Path, tmp_path: Path) -> None:
    single = latency.single_card(folder, tmp_path / "cards", cards=5, peer_cards=2)
    preview = latency.preview(folder, tmp_path / "previews", cards=5, peer_cards=2)
    for found in (single["single_card_p95_ms"], preview["preview_150dpi_jpeg_p95_ms"]):
        assert found.value > 0
        assert len(found.peers) == 3


def test_memory_is_measured_when_cards_are_many(folder: Path, tmp_path: Path) -> None:
    found = memory.memory(folder, tmp_path, counts=(5, 10, 20))
    peaks = [found[f"peak_memory_{count}_mb"].value for count in memory.COUNTS]
    assert all(20 < peak < 500 for peak in peaks)
    growth = found["memory_growth_mb_per_1000"].value
    assert growth == pytest.approx((peaks[-1] - peaks[0]) / 15 * 1000)


def test_compiling_is_measured_when_the_artwork_is_of_either_kind(
    folder: Path, tmp_path: Path
) -> None:
    assert compiling.compile_pdf(folder, tmp_path)["compile_pdf_ms"].value > 0
    assert compiling.compile_html(folder, tmp_path)["compile_html_ms"].value > 0


def test_engine_is_absent_when_it_cannot_be_imported(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Absent, match="with_quill"):
        measure("quill", "merge", folder, tmp_path)


def test_measurement_breaks_when_its_process_fails(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "pdf.json").write_text("{}")
    with pytest.raises(Broken, match=r"ours failed to merge:(?s:.*)Missing: .*version"):
        measure(engine.OURS, "merge", tmp_path, tmp_path)
