"""A task in, what was measured in this process out, as one line of JSON.

Called by `racing`: `python -m benchmarks.imposition.worker TASK --folder DIR --into DIR --count N`.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.rendering import job
from benchmarks.rendering.with_ours import Drawing
from benchmarks.rendering.worker import peak_mb
from saleor_w2p_plugin.prepress import imposition
from saleor_w2p_plugin.prepress.units import pt

CARDS: Final = "cards.pdf"
SHEETS: Final = "sheets.pdf"
_WARM: Final = 20
_WARM_FROM: Final = 90_000_000

Result = Mapping[str, Any]


def layout(*, is_marked: bool = True) -> imposition.Layout:
    """Return the sheet: 21 cards, both sides, cut and stacked."""
    raw = imposition.ready("sra3-cards-21-up")
    return imposition.load_layout(raw if is_marked else {**raw, "marks": {"kinds": []}})


def cards(arguments: argparse.Namespace) -> Result:
    """Write the foreign PDF: the cards as they are without sheets."""
    Drawing(arguments.folder, "pdf").merge(job.records(arguments.count), arguments.into / CARDS)
    return {}


def direct(arguments: argparse.Namespace) -> Result:
    """Draw cards straight onto sheets; CPU time from compiled design and records to the file."""
    drawing = Drawing(arguments.folder, "pdf")
    drawing.impose(job.records(_WARM, _WARM_FROM), layout(), arguments.into / SHEETS)
    records = list(job.records(arguments.count))
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    drawing.impose(records, layout(), arguments.into / SHEETS)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {"cpu_s": cpu, "wall_s": wall, "peak_mb": peak_mb()}


def ours(arguments: argparse.Namespace) -> Result:
    """Impose the foreign PDF, child process and all; time by the clock for each page."""
    data = (arguments.into / CARDS).read_bytes()
    sheet = layout(is_marked=arguments.is_marked)
    start = time.perf_counter()
    sheets = imposition.impose(data, sheet)
    ms = 1000 * (time.perf_counter() - start)
    (arguments.into / SHEETS).write_bytes(sheets)
    return {"ms_per_page": ms / (2 * arguments.count)}


def pypdf(arguments: argparse.Namespace) -> Result:
    """Impose the foreign PDF by pypdf; time by the clock for each page."""
    try:
        from benchmarks.imposition import with_pypdf
    except ImportError as error:
        return {"absent": str(error)}
    size = (pt(job.WIDTH_MM), pt(job.HEIGHT_MM))
    placements = imposition.Placements(layout(), size, 2 * arguments.count)
    start = time.perf_counter()
    with_pypdf.impose(arguments.into / CARDS, arguments.into / SHEETS, placements)
    ms = 1000 * (time.perf_counter() - start)
    return {"name": with_pypdf.NAME, "ms_per_page": ms / (2 * arguments.count)}


TASKS: Final[Mapping[str, Callable[[argparse.Namespace], Result]]] = {
    task.__name__: task for task in (cards, direct, ours, pypdf)
}


def main() -> None:
    """Run the task that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--no-marks", dest="is_marked", action="store_false")
    arguments = parser.parse_args()
    print(json.dumps(TASKS[arguments.task](arguments)))


if __name__ == "__main__":
    main()
