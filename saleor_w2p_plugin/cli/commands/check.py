"""w2p check DESIGN [ANSWERS]: say whether a design, and answers to it, can be printed."""

from __future__ import annotations

import argparse
from pathlib import Path

from saleor_w2p_plugin import rendering
from saleor_w2p_plugin.cli.commands import options as shared
from saleor_w2p_plugin.cli.outcome import Outcome, count
from saleor_w2p_plugin.cli.progress import Progress


def add(subparsers: shared.Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = shared.command(subparsers, "check", run, "check a design, and answers")
    shared.design(parser)
    parser.add_argument("answers", type=Path, nargs="?", help="answers.json, optional")


def run(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Check a design, and answers against it when they are given."""
    job = shared.job(options, progress)
    document = job.compiled.document
    values = {"design": document.name, "digest": document.digest, "pages": len(document.pages)}
    pages = count(len(document.pages), "page")
    lines = [f"{options.design}: {document.name}, {pages}, can be printed."]
    if job.answers is not None:
        progress.step("Setting the pages")
        rendering.check(job.compiled, job.answers, job.pictures)
        values["fingerprint"] = job.fingerprint
        lines.append(f"{options.answers}: fits; fingerprint {job.fingerprint[:12]}.")
    return Outcome(lines, values)
