"""w2p import FILE -o FOLDER: make a design of a printer's PDF, an SVG or a picture."""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from saleor_w2p_plugin import rendering
from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.cli.commands import options as shared
from saleor_w2p_plugin.cli.job import press_profile, read_press
from saleor_w2p_plugin.cli.outcome import Outcome, count, line
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.design import document, press
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.errors import Code, W2PError, refuse
from saleor_w2p_plugin.prepress import importing
from saleor_w2p_plugin.prepress.preflight import Finding, Severity
from saleor_w2p_plugin.rendering import MemoryAssets

DESIGN: Final = "design.json"
_FONT_ENDINGS: Final = (".otf", ".ttf")
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)")


def add(subparsers: shared.Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = shared.command(subparsers, "import", run, "make a design of a PDF, SVG or picture")
    parser.add_argument("file", type=Path, help="the PDF, with or without a form, SVG or picture")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder to write")
    parser.add_argument("--name", help="the design's name, the file's without one")
    parser.add_argument("--fonts", type=Path, help="folder with fonts (.ttf, .otf) for the fields")
    parser.add_argument("--press", type=Path, help="press.json; its ICC profile beside it")
    parser.add_argument(
        "--fix",
        action="append",
        default=[],
        metavar="ID",
        help=f"a change to what was supplied: {', '.join(importing.FIXES)}",
    )
    parser.add_argument("--size", type=_size, metavar="WxH", help="trim of a picture or SVG, in mm")
    parser.add_argument("--bleed", type=_length, default=0.0, metavar="MM", help="and its bleed")


def run(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Import a file, compile and inspect the result; the folder is written when that went well."""
    target = options.output / DESIGN
    if target.exists():
        raise refuse(Code.INVALID, "There is a design already.", str(target))
    progress.step("Reading the file")
    policy = read_press(options.press) if options.press else press.DEFAULT
    profile = press_profile(options.press, policy)
    imported = importing.import_artwork(
        files.read_bytes(options.file),
        name=options.name or options.file.stem[:200],
        fonts=_fonts(options.fonts),
        press=policy,
        profile=profile,
        fixes=options.fix,
        size_mm=options.size,
        bleed_mm=options.bleed,
    )
    progress.step("Preparing fonts and artwork")
    read = press.apply(document.load(imported.document), policy)
    assets = MemoryAssets.of([*imported.files.values(), *([profile] if profile else [])])
    compiled = rendering.compile(read, assets)
    progress.step("Inspecting the artwork")
    findings = [*importing.inspected(imported, policy, profile), *_unfit(compiled)]
    blocking = [line(found) for found in findings if found.severity is Severity.BLOCK]
    if blocking:
        return Outcome([], {"findings": [found.to_json() for found in findings]}, blocking)
    written = json.dumps(imported.document, ensure_ascii=False, indent=2) + "\n"
    files.write_folder(options.output, {**imported.files, DESIGN: written.encode()})
    return _told(target, read, imported.files, findings)


def _told(
    target: Path, read: Document, written: Mapping[str, bytes], findings: list[Finding]
) -> Outcome:
    values: dict[str, Any] = {
        "design": str(target),
        "files": sorted(written),
        "pages": len(read.pages),
        "fields": [field.name for field in read.fields],
        "findings": [finding.to_json() for finding in findings],
    }
    counted = {"page": len(read.pages), "field": len(read.fields), "file": len(written)}
    counts = ", ".join(count(number, one) for one, number in counted.items())
    return Outcome([*map(line, findings), f"{target}: {read.name}, {counts}."], values)


def _unfit(compiled: rendering.Compiled) -> Iterator[Finding]:
    """Report default answers of the file that do not fit their frames."""
    answers = {
        field.name: field.default.fixed
        for field in compiled.document.fields
        if field.default and field.default.fixed
    }
    try:
        rendering.check(compiled, answers)
    except W2PError as error:
        for problem in error.problems:
            message = f"{problem.field}: {problem.message}"
            yield Finding("default-unfit", Severity.WARN, None, message)


def _fonts(folder: Path | None) -> list[bytes]:
    found = files.read_folder(folder) if folder else {}
    return [data for name, data in found.items() if name.lower().endswith(_FONT_ENDINGS)]


def _size(text: str) -> tuple[float, float]:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 85x55")
    return float(match[1]), float(match[2])


def _length(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
