"""Made-up measurements in, proof out that the harness reports what was measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as harness
from benchmarks.figures import Broken, Figure, Measured, Measurement, find, measures

SHEET = Figure("sheet_ms", "ms", 10, 3, how="By the clock.")
PLATES = Figure("plates", "x", 2, better="higher")


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> list[Measured]:
    """What the next runs of the only figure give, limit 10 ms, stretch 3 ms."""
    runs: list[Measured] = []
    only = Measurement("press", (SHEET,), lambda: {"sheet_ms": runs.pop(0)}, 5)
    monkeypatch.setattr(harness, "find", lambda only_one: [only])
    return runs


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """One measurement of two figures, and one that breaks."""
    monkeypatch.setattr("benchmarks.figures._MEASUREMENTS", [])

    @measures("press", SHEET, PLATES, runs=1)
    def _two() -> Mapping[str, Measured]:
        return {"sheet_ms": Measured(4), "plates": Measured(2.5)}

    @measures("press", Figure("inks", "ms", 1), runs=1)
    def _none() -> Mapping[str, Measured]:
        raise Broken("the ink is dry.")


def _result(folder: Path, name: str = "sheet_ms") -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "press" / f"{name}.json").read_text())
    return content


def test_medians_and_noise_are_written_when_a_figure_was_measured_five_times(
    sheets: list[Measured], tmp_path: Path
) -> None:
    sheets += [
        Measured(value, {"Other 1.0": 2 * value, "Lost": None}, {"pages": 8})
        for value in (1, 9, 4, 90, 2)
    ]
    assert harness.main(["--into", str(tmp_path)]) == 0
    result = _result(tmp_path)
    assert set(result.pop("machine")) == {"processor", "cores", "system", "python"}
    assert result == {
        "figure": "sheet_ms",
        "how": "By the clock.",
        "unit": "ms",
        "better": "lower",
        "limit": 10,
        "stretch": 3,
        "holds": True,
        "runs": 5,
        "median": 4,
        "min": 1,
        "max": 90,
        "peers": {"Other 1.0": {"median": 8, "min": 2, "max": 180}, "Lost": None},
        "details": {"pages": {"median": 8, "min": 8, "max": 8}},
    }


def test_exit_code_is_1_when_a_limit_is_missed(
    sheets: list[Measured], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets += [Measured(10.5, {"Other": None})] * 5
    assert harness.main(["--into", str(tmp_path)]) == 1
    assert _result(tmp_path)["holds"] is False
    last = capsys.readouterr().out.splitlines()[-1]
    shown = ["press/sheet_ms", "10.5", "ms", "10.5-10.5", "10", "3", "NO", "Other:", "absent"]
    assert last.split() == shown


@pytest.mark.usefixtures("registered")
def test_other_figures_are_measured_when_a_run_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert harness.main(["--only", "press", "--into", str(tmp_path)]) == 1
    assert "the ink is dry." in capsys.readouterr().err
    assert sorted(path.stem for path in tmp_path.glob("press/*")) == ["plates", "sheet_ms"]


@pytest.mark.usefixtures("registered")
def test_one_figure_is_measured_when_only_it_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert harness.main(["--only", "press/plates", "--into", str(tmp_path)]) == 0
    assert _result(tmp_path, "plates")["stretch"] is None
    assert len(list(tmp_path.glob("*/*"))) == 1
    row = capsys.readouterr().out.splitlines()[-1].split()
    assert row == ["press/plates", "2.5", "x", "one", "run", "2", "yes"]


def test_figure_is_refused_when_its_area_is_unknown() -> None:
    with pytest.raises(ValueError, match="cooking is none of rendering, press"):
        measures("cooking", Figure("minutes", "min", 1))


def test_command_is_refused_when_it_names_no_figure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        harness.main(["--only", "rendering/minutes"])
    assert "No figure is called rendering/minutes." in capsys.readouterr().err


def test_every_figure_of_the_engine_says_how_it_is_measured() -> None:
    figures = [figure for one in find("rendering") for figure in one.figures]
    assert len(figures) == len({figure.name for figure in figures}) == 13
    assert all(figure.how for figure in figures)
