"""w2p preview DESIGN ANSWERS -o FILE: write a picture of one page."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from saleor_w2p_plugin import rendering
from saleor_w2p_plugin.cli.commands import options as shared
from saleor_w2p_plugin.cli.outcome import Outcome, written
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.errors import Code, refuse

_FORMATS: Final[Mapping[str, rendering.PictureFormat]] = {
    "": "jpeg",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
    ".png": "png",
}


def add(subparsers: shared.Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = shared.command(subparsers, "preview", run, "write a picture of one page")
    shared.design(parser)
    parser.add_argument("answers", type=Path, help="answers.json: field names and values")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, help="the .jpg, .webp or .png to write"
    )
    parser.add_argument("--page", type=int, default=1, help="page number from 1")
    parser.add_argument("--dpi", type=int, default=150, help="pixels per inch, 20 to 600")


def run(options: argparse.Namespace, progress: Progress) -> Outcome:
    """Write a picture of one page, in the format of the file's ending (JPEG if it has none)."""
    kind = _FORMATS.get(options.output.suffix.lower())
    if kind is None:
        raise refuse(Code.INVALID, "A picture ends in .jpg, .webp or .png.", str(options.output))
    job = shared.job(options, progress)
    progress.step("Rendering the page")
    picture = rendering.preview(
        job.compiled,
        job.answers or {},
        options.page,
        options.dpi,
        kind,
        job.pictures,
    )
    note = f"fingerprint {job.fingerprint[:12]}"
    return written(options.output, picture, {"fingerprint": job.fingerprint}, [], note)
