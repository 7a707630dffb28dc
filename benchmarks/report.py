"""Results in, one JSON file per figure and a table for people out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks import machine
from benchmarks.figures import Result, Spread

RESULTS: Final = Path(__file__).parent / "results"
_HEAD: Final = ("figure", "value", "noise", "limit", "stretch", "holds", "peers")


def write(result: Result, folder: Path) -> Path:
    """Write `<area>/<figure>.json` below a folder and return its path."""
    figure = result.figure
    path = folder / result.area / f"{figure.name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "figure": figure.name,
        "how": figure.how,
        "unit": figure.unit,
        "better": figure.better,
        "limit": figure.limit,
        "stretch": figure.stretch,
        "holds": result.holds,
        "runs": result.runs,
        **_numbers(result.value),
        "peers": {name: spread and _numbers(spread) for name, spread in result.peers.items()},
        "details": {name: _numbers(spread) for name, spread in result.details.items()},
        "machine": machine.describe(),
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return path


def table(results: Sequence[Result]) -> str:
    """Lay the results out in columns."""
    rows = [_HEAD, *(_row(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _row(result: Result) -> tuple[str, ...]:
    figure, value = result.figure, result.value
    verdict = ("stretch" if result.stretches else "yes") if result.holds else "NO"
    return (
        f"{result.area}/{figure.name}",
        f"{_rounded(value.median)} {figure.unit}",
        f"{_rounded(value.least)}-{_rounded(value.most)}" if result.runs > 1 else "one run",
        f"{figure.limit:g}",
        "" if figure.stretch is None else f"{figure.stretch:g}",
        verdict,
        ", ".join(
            f"{name}: {_rounded(spread.median) if spread else 'absent'}"
            for name, spread in result.peers.items()
        ),
    )


def _numbers(spread: Spread) -> dict[str, float]:
    return {
        "median": _rounded(spread.median),
        "min": _rounded(spread.least),
        "max": _rounded(spread.most),
    }


def _rounded(value: float) -> float:
    """Keep four significant digits: more would be noise."""
    return float(f"{value:.4g}")
