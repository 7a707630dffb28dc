"""Made-up measurements in, proof out that the harness reports what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as harness
from benchmarks.figures import Figure, Measured, figure


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Measured]:
    """What the next runs of the only figure give, limit 10 ms, stretch 3 ms."""
    runs: list[Measured] = []
    only = Figure("press", "sheet_ms", "ms", 10, 3, "lower", lambda: runs.pop(0))
    monkeypatch.setattr(harness, "find", lambda areas: [only])
    return runs


def _result(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "press/sheet_ms.json").read_text())
    return content


def test_medians_are_written_when_a_figure_was_measured_five_times(
    measured: list[Measured], tmp_path: Path
) -> None:
    measured += [Measured(value, {"Other 1.0": 2 * value}) for value in (1, 9, 4, 90, 2)]
    assert harness.main(["--into", str(tmp_path)]) == 0
    result = _result(tmp_path)
    assert set(result.pop("machine")) == {"processor", "cores", "system", "python"}
    assert result == {
        "figure": "sheet_ms",
        "value": 4,
        "unit": "ms",
        "better": "lower",
        "limit": 10,
        "stretch": 3,
        "holds": True,
        "peers": {"Other 1.0": 8},
    }


def test_exit_code_is_1_when_a_limit_is_missed(
    measured: list[Measured], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measured += [Measured(10.5, {"Other": None})] * 5
    assert harness.main(["--into", str(tmp_path)]) == 1
    assert _result(tmp_path)["holds"] is False
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.split() == ["press/sheet_ms", "10.5", "ms", "10", "3", "NO", "Other:", "absent"]


def test_figure_is_refused_when_its_area_is_unknown() -> None:
    with pytest.raises(ValueError, match="cooking is none of rendering, press"):
        figure(area="cooking", name="minutes", unit="min", limit=1, stretch=1)
