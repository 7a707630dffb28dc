"""The card as data in, the folder that every engine works from out.

`card.pdf`, `card.html`, `photo.jpg` and `logo.svg` are the artwork; `pdf.json` and `html.json` the
card as design documents of ours, with the artwork of that kind.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Measured
from benchmarks.rendering import artwork
from benchmarks.rendering.job import (
    BLEED_MM,
    CODE,
    FONTS,
    HEIGHT_MM,
    SIDES,
    TEXTS,
    WIDTH_MM,
    Code,
    Text,
)

KINDS: Final = ("pdf", "html")
_SAFE_MM: Final = 3

Job = Callable[[Path, Path], Mapping[str, Measured]]


def lay_out(folder: Path) -> Path:
    """Write the files of the job into a folder and return it."""
    photo, logo = artwork.photo(), artwork.svg()
    files = {
        "photo.jpg": photo,
        "logo.svg": logo.encode(),
        "card.pdf": artwork.pdf(photo),
        "card.html": artwork.html("photo.jpg", logo).encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(json.dumps(document(files, kind)))
    return folder


def document(files: dict[str, bytes], kind: str) -> dict[str, Any]:
    """Return the card as a design document whose artwork is `card.<kind>`."""
    names = [*(text.name for text in TEXTS), CODE.name]
    refers = {"files": [_asset("photo.jpg", files["photo.jpg"])]} if kind == "html" else {}
    return {
        "version": 1,
        "name": "Benchmark card",
        "fonts": {
            name: _asset(font.path.name, font.path.read_bytes()) for name, font in FONTS.items()
        },
        "colours": {"black": {"cmyk": [0, 0, 0, 1]}},
        "artwork": {"card": _asset(f"card.{kind}", files[f"card.{kind}"])},
        **refers,
        "fields": [{"name": name, "label": name, "kind": "text"} for name in names],
        "pages": [_page(side, name) for side, name in enumerate(SIDES)],
    }


def _asset(name: str, data: bytes) -> dict[str, str]:
    return {"asset": name, "sha256": hashlib.sha256(data).hexdigest()}


def _page(side: int, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "width_mm": WIDTH_MM,
        "height_mm": HEIGHT_MM,
        "bleed_mm": BLEED_MM,
        "safe_mm": _SAFE_MM,
        "artwork": {"name": "card", "page": side + 1},
        "frames": [_frame(item) for item in (*TEXTS, CODE) if item.side == side],
    }


def _frame(item: Text | Code) -> dict[str, Any]:
    common = {
        "name": item.name,
        "x_mm": item.x_mm,
        "y_mm": item.y_mm,
        "width_mm": item.width_mm,
        "height_mm": item.height_mm,
        "content": "{{" + item.name + "}}",
        "colour": "black",
    }
    if isinstance(item, Code):
        correction = item.error_correction
        return {"kind": "barcode", "symbology": "qr", "error_correction": correction, **common}
    return {
        "kind": "text",
        "fonts": [item.font],
        "size_pt": item.size_pt,
        "min_size_pt": item.least_pt,
        "overflow": "shrink",
        "align": "left",
        **common,
    }


def with_job(job: Job) -> Mapping[str, Measured]:
    """Run a measurement with the job's folder and a folder of its own, which goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="w2p-bench-") as into:
        return job(_folder(), Path(into))


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="w2p-bench-job-"))
    atexit.register(shutil.rmtree, folder)
    return lay_out(folder)
