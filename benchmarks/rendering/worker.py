"""An engine and a task in, what was measured in this process out, as one line of JSON.

Every measurement has a process of its own, so that no engine's heap slows another one. Called by
`processes`: `python -m benchmarks.rendering.worker ENGINE TASK --folder DIR --into DIR --count N`.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.rendering import engine, job

MERGED: Final = "merged.pdf"
# Cards that are drawn before the clock starts; their numbers are far from all others.
_WARM: Final = 20
_WARM_FROM: Final = 90_000_000
_SYMBOLS: Final = 200

Result = Mapping[str, Any]


def merge(arguments: argparse.Namespace) -> Result:
    """Write one file with all cards; CPU time and bytes for each, symbols apart, peak memory."""
    drawing = _loaded(arguments)
    warm, merged = arguments.into / "warm.pdf", arguments.into / MERGED
    drawing.merge(list(job.records(_WARM, _WARM_FROM)), warm)
    records = list(job.records(arguments.count))
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    drawing.merge(records, merged)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    # What both files have, the static part, is no record's.
    grown = merged.stat().st_size - warm.stat().st_size
    return {
        "cpu_ms": 1000 * cpu / len(records),
        "wall_ms": 1000 * wall / len(records),
        "kb": grown / 1024 / max(len(records) - _WARM, 1),
        "peak_mb": peak_mb(),
        "symbol_ms": _symbol_ms(drawing),
    }


def stream(arguments: argparse.Namespace) -> Result:
    """Write one file with cards that are made one by one; the peak memory of all that."""
    merged = arguments.into / MERGED
    _loaded(arguments).merge(job.records(arguments.count), merged)
    size = merged.stat().st_size
    merged.unlink()
    return {"peak_mb": peak_mb(), "file_mb": size / 2**20}


def singles(arguments: argparse.Namespace) -> Result:
    """Draw one card after the other: the time that 95 of 100 keep, and the CPU time for each."""
    drawing = _loaded(arguments)
    cpu, times, files = _one_by_one(drawing.single, arguments.count)
    for number, pdf in enumerate(files):
        (arguments.into / f"{number}.pdf").write_bytes(pdf)
    return {"cpu_ms": cpu, "p95_ms": _p95(times), "symbol_ms": _symbol_ms(drawing)}


def previews(arguments: argparse.Namespace) -> Result:
    """Make one preview after the other: the time that 95 of 100 keep."""
    cpu, times, files = _one_by_one(_loaded(arguments).preview, arguments.count)
    for number, picture in enumerate(files):
        (arguments.into / f"{number}.jpg").write_bytes(picture)
    return {"cpu_ms": cpu, "p95_ms": _p95(times)}


def compile(arguments: argparse.Namespace) -> Result:
    """Make a design ready, from the bytes of its files; its module is imported before."""
    make = engine.find(arguments.engine)
    start = time.perf_counter()
    make(arguments.folder, arguments.kind)
    return {"ms": 1000 * (time.perf_counter() - start)}


def _loaded(arguments: argparse.Namespace) -> engine.Engine:
    return engine.find(arguments.engine)(arguments.folder, arguments.kind)


def _one_by_one(
    draw: Callable[[job.Answers], bytes], count: int
) -> tuple[float, list[float], list[bytes]]:
    """Return the CPU time of a call in ms, the time of every call in ms, and what they returned."""
    for answers in job.records(min(_WARM, count), _WARM_FROM):
        draw(answers)
    records = list(job.records(count))
    gc.collect()
    times, files = [], []
    cpu = time.process_time()
    for answers in records:
        start = time.perf_counter()
        files.append(draw(answers))
        times.append(1000 * (time.perf_counter() - start))
    return 1000 * (time.process_time() - cpu) / count, times, files


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _symbol_ms(drawing: engine.Engine) -> float:
    """Return how much of a card's CPU time goes into the QR symbol before it is drawn."""
    contents = [answers[job.CODE.name] for answers in job.records(_SYMBOLS, _WARM_FROM)]
    start = time.process_time()
    for content in contents:
        drawing.symbol(content)
    return 1000 * (time.process_time() - start) / _SYMBOLS


def peak_mb() -> float:
    """Return the most memory that this process ever had, as Linux counts it (VmHWM).

    `getrusage` would count what the parent had when it forked, too.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


TASKS: Final[Mapping[str, Callable[[argparse.Namespace], Result]]] = {
    task.__name__: task for task in (merge, stream, singles, previews, compile)
}


def main() -> None:
    """Run the task that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--kind", choices=("pdf", "html"), default="pdf")
    arguments = parser.parse_args()
    try:
        name = engine.find(arguments.engine).name
    except (ImportError, OSError) as error:  # WeasyPrint: OSError where Pango is missing
        result: Result = {"absent": str(error)}
    else:
        result = {"name": name, **TASKS[arguments.task](arguments)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
