"""Results in, one JSON file per figure and a table for people out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks import machine
from benchmarks.figures import Result

RESULTS: Final = Path(__file__).parent / "results"
_HEAD: Final = ("figure", "value", "limit", "stretch", "holds", "peers")


def write(result: Result, folder: Path) -> Path:
    """Write `<area>/<figure>.json` below a folder and return its path."""
    figure = result.figure
    path = folder / figure.area / f"{figure.name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "figure": figure.name,
        "value": _rounded(result.value),
        "unit": figure.unit,
        "better": figure.better,
        "limit": figure.limit,
        "stretch": figure.stretch,
        "holds": result.holds,
        "peers": {name: _rounded(value) for name, value in result.peers.items()},
        "machine": machine.describe(),
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return path


def table(results: Sequence[Result]) -> str:
    """Lay the results out in columns, peers with their ratio to us."""
    rows = [_HEAD, *(_row(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _row(result: Result) -> tuple[str, ...]:
    figure = result.figure
    verdict = ("stretch" if result.stretches else "yes") if result.holds else "NO"
    return (
        f"{figure.area}/{figure.name}",
        f"{_rounded(result.value)} {figure.unit}",
        f"{figure.limit:g}",
        f"{figure.stretch:g}",
        verdict,
        ", ".join(_peer(name, value, result.value) for name, value in result.peers.items()),
    )


def _peer(name: str, value: float | None, ours: float) -> str:
    if value is None:
        return f"{name}: absent"
    return f"{name}: {_rounded(value)} ({value / ours:.1f}x)"


def _rounded(value: float | None) -> float | None:
    """Keep four significant digits: more would be noise."""
    return None if value is None else float(f"{value:.4g}")
