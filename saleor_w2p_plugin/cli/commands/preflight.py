"""w2p preflight FILE: say what stands against printing a PDF that somebody else made."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.cli.commands import options as shared
from saleor_w2p_plugin.cli.job import press_profile, read_press
from saleor_w2p_plugin.cli.outcome import Outcome, count, line
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.design import document
from saleor_w2p_plugin.design.press import DEFAULT
from saleor_w2p_plugin.prepress.preflight import Report, Severity, inspect_file


def add(subparsers: shared.Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = shared.command(subparsers, "preflight", run, "check a PDF before it is printed")
    parser.add_argument("file", type=Path, help="the PDF")
    parser.add_argument("--press", type=Path, help="press.json; its ICC profile beside it")
    parser.add_argument("--design", type=Path, help="design.json: the product's pages")
    parser.add_argument("-o", "--output", type=Path, help="the report to write, as PDF")


def run(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Inspect a file; one that must not be printed gives exit code 3."""
    press = read_press(options.press) if options.press else DEFAULT
    sheets = None
    if options.design:
        sheets = document.load(files.read_json(options.design, files.MAX_DESIGN_BYTES)).pages
    pdf = files.read_bytes(options.file)
    progress.step("Inspecting the file")
    profile = press_profile(options.press, press)
    report = inspect_file(pdf, press=press, profile=profile, sheets=sheets)
    values: dict[str, Any] = {"file": str(options.file), "report": report.to_json()}
    if options.output:
        # Imported late: it brings WeasyPrint along.
        from saleor_w2p_plugin.paperwork.report import report_pdf

        progress.step("Writing the report")
        files.write_whole(options.output, report_pdf(report, pdf, options.file.name))
        values["output"] = str(options.output)
    return _told(options.file, report, values, options.output)


def _told(path: Path, report: Report, values: dict[str, Any], output: Path | None) -> Outcome:
    blocking = [line(each) for each in report.findings if each.severity is Severity.BLOCK]
    others = [line(each) for each in report.findings if each.severity is not Severity.BLOCK]
    named = f", says it is {report.standard}" if report.standard else ""
    passed = [f"passed: {rule.title}" for rule in report.passed_rules]
    counts = f"{len(report.passed_rules)} of {count(len(report.rules), 'check')} passed"
    summary = f"{path}: {count(len(report.pages), 'page')}{named}; {counts}."
    written = [f"{output}: the report."] if output else []
    return Outcome([*others, *passed, *written, summary], values, blocking)
