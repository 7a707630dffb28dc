"""Paths and options of one command in, the design ready to print and clean answers out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.design import document, fields, variables
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fingerprint import fingerprint
from saleor_w2p_plugin.errors import Code, W2PError, W2PProblem
from saleor_w2p_plugin.rendering import Compiled, FolderAssets, compile


@dataclass(frozen=True, slots=True)
class Job:
    """A compiled design and its answers, None when a command was given none."""

    compiled: Compiled
    answers: dict[str, str] | None

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint that a proof of these answers shows."""
        return fingerprint(self.compiled.document.digest, self.answers or {})


def prepare(
    design: Path, answers: Path | None, member: Path | None, role: str, progress: Progress
) -> Job:
    """Read and clean the answers, then compile the design; its assets lie beside it.

    Raises W2PError with field, frame or path.
    """
    progress.step("Reading the design")
    read = document.load(files.read_json(design, files.MAX_DESIGN_BYTES))
    cleaned = _clean(read, answers, member, role) if answers else None
    progress.step("Preparing fonts and artwork")
    return Job(compile(read, FolderAssets(design.parent, read)), cleaned)


def _clean(read: Document, answers: Path, member: Path | None, role: str) -> dict[str, str]:
    raw = files.read_json(answers, files.MAX_ANSWERS_BYTES)
    defaults = variables.defaults(read, _member(member) if member else {})
    return fields.clean(read, raw, role=role, defaults=defaults)


def _member(path: Path) -> dict[str, str]:
    raw = files.read_json(path, files.MAX_ANSWERS_BYTES)
    problems = [
        W2PProblem(Code.INVALID, f"{name!r} is not a text of a known source.", str(path))
        for name, value in raw.items()
        if name not in variables.SOURCES or not isinstance(value, str)
    ]
    if problems:
        raise W2PError(*problems)
    return raw
