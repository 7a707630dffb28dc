"""What a command has to say; and a press file and its report in, what is said of them out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.prepress.preflight import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say: lines for people, values for machines.

    `blocking` are lines on why its file must not be printed.
    """

    lines: list[str]
    values: dict[str, Any]
    blocking: list[str] = field(default_factory=list)


def written(
    path: Path, data: bytes, values: dict[str, Any], lines: list[str], note: str
) -> Outcome:
    """Write a file whole, and say so behind `lines`; `note` ends the sentence."""
    files.write_whole(path, data)
    return told(path, values, lines, note)


def told(path: Path, values: dict[str, Any], lines: list[str], note: str) -> Outcome:
    """Say behind `lines` that a file has been written; `note` ends the sentence."""
    with path.open("rb") as file:
        digest, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    said = {"output": str(path), "bytes": size, "sha256": digest}
    return Outcome([*lines, f"{path}: {size} bytes; {note}."], said | values)


def count(number: int, one: str) -> str:
    """Return a number with the word for it, as in “1 page” and “2 pages”."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def line(finding: Finding) -> str:
    """Return a finding as a line."""
    place = f"page {finding.page}: " if finding.page else ""
    return f"{finding.severity.value}: {finding.rule}: {place}{finding.message}"
