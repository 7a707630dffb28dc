"""Paths and options of one command in, the design ready to print and clean answers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.cli.progress import Progress
from saleor_w2p_plugin.design import brand, document, fields, outputs, press, variables
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.design.fingerprint import fingerprint
from saleor_w2p_plugin.errors import Code, W2PError, W2PProblem, refuse
from saleor_w2p_plugin.prepress import preflight
from saleor_w2p_plugin.rendering import (
    Assets,
    Compiled,
    FirstOf,
    FolderAssets,
    MemoryAssets,
    compile,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a command line says of the job; paths, and names of a role and an output size."""

    design: Path
    answers: Path | None
    member: Path | None
    brand: Path | None
    press: Path | None
    pictures: Path | None
    size: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Job:
    """A compiled design, its answers, None when a command was given none, and their pictures.

    `clean` makes raw answers what can be printed; it raises AnswersInvalid.
    """

    compiled: Compiled
    answers: dict[str, str] | None
    pictures: Assets
    clean: Callable[[dict[str, object]], dict[str, str]]

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint that a proof of these answers shows."""
        return fingerprint(self.compiled.document.digest, self.answers or {})


def prepare(options: Options, progress: Progress) -> Job:
    """Read and clean the answers, then compile the design; its assets lie beside it.

    Raises W2PError with field, frame or path.
    """
    progress.step("Reading the design")
    read = document.load(files.read_json(options.design, files.MAX_DESIGN_BYTES))
    assets: Assets = FolderAssets(options.design.parent, read)
    if options.brand:
        profile = brand.load_brand(files.read_json(options.brand, files.MAX_DESIGN_BYTES))
        read = brand.apply(read, profile)
        assets = FirstOf(assets, FolderAssets(options.brand.parent, profile))
    if options.press:
        policy = read_press(options.press)
        read = press.apply(read, policy)
        assets = FirstOf(assets, FolderAssets(options.press.parent, policy))
    if options.size:
        read = outputs.select(read, options.size)
    named = files.read_folder(options.pictures) if options.pictures else {}
    clean = _cleaner(read, options, named)
    answers = options.answers
    cleaned = clean(files.read_json(answers, files.MAX_ANSWERS_BYTES)) if answers else None
    progress.step("Preparing fonts and artwork")
    return Job(compile(read, assets), cleaned, MemoryAssets.of(named.values()), clean)


def read_press(path: Path) -> press.Press:
    """Read a press policy with settings of rules that exist; raises W2PError."""
    policy = press.load_press(files.read_json(path, files.MAX_DESIGN_BYTES))
    preflight.check_settings(policy)
    return policy


def press_profile(path: Path | None, policy: press.Press) -> bytes | None:
    """Read the profile beside a policy; None where it has none. Raises W2PError."""
    if path is None or policy.profile is None:
        return None
    try:
        return FolderAssets(path.parent, policy).read(policy.profile.sha256)
    except LookupError as error:
        raise refuse(Code.INVALID, error.args[0], "press.profile") from None


def _cleaner(
    read: Document, options: Options, named: Mapping[str, bytes]
) -> Callable[[dict[str, object]], dict[str, str]]:
    digests = {name: MemoryAssets.digest(data) for name, data in named.items()}
    images = [field.name for field in read.fields if field.kind == "image"]
    known = _member(options.member) if options.member else {}
    defaults = variables.defaults(read, known)

    def clean(raw: dict[str, object]) -> dict[str, str]:
        pictures = {name: digests[file] for name in images if (file := raw.get(name)) in digests}
        return fields.clean(read, {**raw, **pictures}, role=options.role, defaults=defaults)

    return clean


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
