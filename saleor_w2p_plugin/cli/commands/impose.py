"""w2p impose SOURCE --sheet SHEET -o FILE: place a PDF's pages, or records, on press sheets."""

from __future__ import annotations

import argparse
import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from saleor_w2p_plugin import rendering
from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.cli.commands import options as shared
from saleor_w2p_plugin.cli.job import Job
from saleor_w2p_plugin.cli.outcome import Outcome, count, told, written
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.prepress import imposition
from saleor_w2p_plugin.prepress.imposition import Layout


def add(subparsers: shared.Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = shared.command(subparsers, "impose", run, "place pages on press sheets")
    shared.design(parser, "a PDF, or with --records a design.json, its files beside it")
    ready = ", ".join(imposition.ready_names())
    parser.add_argument("--sheet", required=True, help=f"sheet.json, or one of: {ready}")
    parser.add_argument("--records", type=Path, help="answers: a JSON array, or CSV with a header")
    parser.add_argument("--slug", default="", help="a job's number or name, printed on each sheet")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")
    parser.set_defaults(answers=None)


def run(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Impose a PDF, or fill in a design for every record and impose that in one go."""
    layout = _layout(options.sheet)
    if options.records:
        return _records(options, layout, progress)
    data = files.read_bytes(options.design, imposition.MAX_BYTES)
    progress.step("Placing the pages")
    sheets = imposition.impose(data, layout, options.slug)
    with pikepdf.open(io.BytesIO(sheets)) as imposed:
        pages = len(imposed.pages)
    values, note = {"sheet": layout.name, "pages": pages}, f"{count(pages, 'page')}, {layout.name}"
    return written(options.output, sheets, values, [], note)


def _layout(sheet: str) -> Layout:
    path = Path(sheet)
    if path.suffix or path.exists():
        return imposition.load_layout(files.read_json(path, files.MAX_ANSWERS_BYTES))
    return imposition.load_layout(imposition.ready(sheet))


def _records(options: argparse.Namespace, layout: Layout, progress: Progress) -> Outcome:
    job = shared.job(options, progress)
    records = files.read_records(options.records)
    progress.step(f"Setting {count(len(records), 'record')}")
    try:
        with files.whole(options.output) as target:
            imposed = rendering.impose_records(
                job.compiled, _cleaned(job, records), layout, target, job.pictures, options.slug
            )
    except W2PError as error:
        raise _placed(error) from None
    values = {"sheet": layout.name, **dataclasses.asdict(imposed)}
    lines = [f"There is no room for: {', '.join(imposed.missing)}."] if imposed.missing else []
    counts = f"{count(imposed.records, 'record')} on {count(imposed.sheets, 'sheet')}"
    note = f"{counts}, {layout.name}"
    return told(options.output, values, lines, note)


def _cleaned(job: Job, records: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    for index, raw in enumerate(records):
        try:
            yield job.clean(raw)
        except W2PError as error:
            raise error.in_record(index) from None


def _placed(error: W2PError) -> W2PError:
    """Name records in the places of problems."""
    problems = list(error.problems)
    for index, problem in enumerate(problems):
        if "record" in problem.params:
            place = f"records[{problem.params['record']}]"
            named = f"{place}.{problem.field}" if problem.field else place
            problems[index] = dataclasses.replace(problem, field=named)
    return W2PError(*problems)
