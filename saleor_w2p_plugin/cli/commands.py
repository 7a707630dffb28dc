"""Parsed options of one command in, its files and its report out."""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from saleor_w2p_plugin import rendering
from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.cli.job import Job, Options, prepare
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.prepress import preflight

_FORMATS: Final[Mapping[str, rendering.PictureFormat]] = {".webp": "webp", ".png": "png"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say: lines for people, values for machines."""

    lines: list[str]
    values: dict[str, Any]
    blocking: list[str] = field(default_factory=list)


def render(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Write the press PDF of one card; a file that preflight blocks is not written."""
    job = _job(options, progress)
    answers = job.answers or {}
    progress.step("Setting the pages")
    pdf = rendering.press_pdf(job.compiled, answers, job.pictures)
    progress.step("Inspecting the file")
    document = job.compiled.document
    codes = rendering.expected_codes(document, answers)
    report = preflight.inspect(pdf, document, codes)
    lines = [_line(finding) for finding in report.findings]
    values: dict[str, Any] = {"fingerprint": job.fingerprint, "report": report.to_json()}
    if not report.passed:
        return Outcome([], values, lines)
    return _written(options, pdf, job, values, lines)


def preview(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Write a picture of one page, in the format of the file's ending (JPEG if it has none)."""
    job = _job(options, progress)
    progress.step("Rendering the page")
    picture = rendering.preview(
        job.compiled,
        job.answers or {},
        options.page,
        options.dpi,
        _FORMATS.get(options.output.suffix.lower(), "jpeg"),
        job.pictures,
    )
    return _written(options, picture, job, {"fingerprint": job.fingerprint}, [])


def check(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Check a design, and answers against it when they are given."""
    job = _job(options, progress)
    document = job.compiled.document
    values = {"design": document.name, "digest": document.digest, "pages": len(document.pages)}
    lines = [f"{options.design}: {document.name}, {len(document.pages)} pages, can be printed."]
    if job.answers is not None:
        progress.step("Setting the pages")
        rendering.check(job.compiled, job.answers, job.pictures)
        values["fingerprint"] = job.fingerprint
        lines.append(f"{options.answers}: fits; fingerprint {job.fingerprint[:12]}.")
    return Outcome(lines, values)


def _job(options: argparse.Namespace, progress: Progress) -> Job:
    names = (field.name for field in dataclasses.fields(Options))
    return prepare(Options(**{name: getattr(options, name) for name in names}), progress)


def _written(
    options: argparse.Namespace, data: bytes, job: Job, values: dict[str, Any], lines: list[str]
) -> Outcome:
    files.write_whole(options.output, data)
    written = {
        "output": str(options.output),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    line = f"{options.output}: {len(data)} bytes; fingerprint {job.fingerprint[:12]}."
    return Outcome([*lines, line], written | values)


def _line(finding: preflight.Finding) -> str:
    place = f"page {finding.page}: " if finding.page else ""
    return f"{finding.severity.value}: {finding.rule}: {place}{finding.message}"
