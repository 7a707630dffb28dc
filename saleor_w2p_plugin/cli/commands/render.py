"""w2p render DESIGN ANSWERS -o FILE: write the press-ready PDF of one card."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from saleor_w2p_plugin import rendering
from saleor_w2p_plugin.cli.commands import options as shared
from saleor_w2p_plugin.cli.outcome import Outcome, line, written
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.prepress import preflight


def add(subparsers: shared.Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = shared.command(subparsers, "render", run, "write a press-ready PDF")
    shared.design(parser)
    parser.add_argument("answers", type=Path, help="answers.json: field names and values")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")


def run(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Write the press PDF of one card; a file that preflight blocks is not written."""
    job = shared.job(options, progress)
    answers = job.answers or {}
    progress.step("Setting the pages")
    pdf = rendering.press_pdf(job.compiled, answers, job.pictures)
    progress.step("Inspecting the file")
    document = job.compiled.document
    codes = rendering.expected_codes(document, answers)
    report = preflight.inspect(pdf, document, codes)
    lines = [line(finding) for finding in report.findings]
    values: dict[str, Any] = {"fingerprint": job.fingerprint, "report": report.to_json()}
    if not report.passed:
        return Outcome([], values, lines)
    return written(options.output, pdf, values, lines, f"fingerprint {job.fingerprint[:12]}")
