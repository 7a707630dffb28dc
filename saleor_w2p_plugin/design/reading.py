"""Raw JSON in, a document whose shape obeys design.schema.json out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from saleor_w2p_plugin.design.canonical import digest
from saleor_w2p_plugin.design.document import (
    ArtworkRef,
    Choice,
    Colour,
    Default,
    Document,
    Field,
    FontRef,
    Frame,
    Page,
    QrFrame,
    TextFrame,
)
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem

# A hopeless document is refused with its first problems, not with ten thousand of them.
_MAX_PROBLEMS: Final = 50
_MAX_SHOWN: Final = 80


def read(raw: Mapping[str, object]) -> Document:
    """Check the shape of a document and build it; raises DesignInvalid with JSON paths."""
    try:
        document_digest = digest(raw)
    except (ValueError, TypeError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise DesignInvalid(_problem("", f"This is not a JSON document: {reason}")) from None
    errors = sorted(_validator().iter_errors(raw), key=lambda error: path_of(error.absolute_path))
    if errors:
        raise DesignInvalid(
            *(_problem(path_of(e.absolute_path), _sentence(e)) for e in errors[:_MAX_PROBLEMS])
        )
    return _document(dict(raw), document_digest)


def path_of(parts: Iterable[str | int]) -> str:
    """Return a JSON path such as `pages[0].frames[2].size_pt`."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    schema = resources.files(__package__).joinpath("design.schema.json").read_text("utf-8")
    build: Any = extend
    strict = build(Draft202012Validator, {"pattern": _pattern})
    validator: Draft202012Validator = strict(json.loads(schema))
    return validator


def _pattern(
    validator: object, pattern: str, instance: object, schema: object
) -> Iterator[ValidationError]:
    # Python's $ also matches before a final line feed, so re.search would let "name\n" pass.
    if isinstance(instance, str) and not re.fullmatch(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _problem(path: str, message: str) -> W2PProblem:
    return W2PProblem(Code.DESIGN_INVALID, message, path or None)


def _sentence(error: ValidationError) -> str:
    if error.validator == "required" and isinstance(error.instance, dict):
        wanted: Any = error.validator_value
        missing = [name for name in wanted if name not in error.instance]
        return f"Missing: {', '.join(missing)}."
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        unknown = sorted(name for name in error.instance if name not in known)
        return f"Unknown: {', '.join(unknown)}"[:_MAX_SHOWN] + "."
    value = json.dumps(error.instance, ensure_ascii=False)
    shown = value if len(value) <= _MAX_SHOWN else value[:_MAX_SHOWN] + "…"
    rule = json.dumps(error.validator_value, ensure_ascii=False)[:_MAX_SHOWN]
    return f"{shown} breaks the rule {error.validator}: {rule}."


def _document(raw: dict[str, Any], document_digest: str) -> Document:
    artwork = raw.get("artwork")
    return Document(
        version=raw["version"],
        name=raw["name"],
        fonts={name: FontRef(**ref) for name, ref in raw["fonts"].items()},
        colours={name: Colour(_cmyk(item["cmyk"])) for name, item in raw["colours"].items()},
        artwork=ArtworkRef(**artwork) if artwork else None,
        fields=tuple(_field(item) for item in raw["fields"]),
        pages=tuple(_page(item) for item in raw["pages"]),
        digest=document_digest,
    )


def _cmyk(values: list[float]) -> tuple[float, float, float, float]:
    cyan, magenta, yellow, black = (float(value) for value in values)
    return cyan, magenta, yellow, black


def _field(raw: dict[str, Any]) -> Field:
    default, editable_by = raw.get("default"), raw.get("editable_by")
    return Field(
        name=raw["name"],
        label=raw["label"],
        kind=raw["kind"],
        help=raw.get("help", ""),
        required=raw.get("required", False),
        min_length=int(raw.get("min_length", 0)),
        max_length=int(raw.get("max_length", 200)),
        pattern=raw.get("pattern"),
        choices=tuple(Choice(**choice) for choice in raw.get("choices", [])),
        default=Default(default.get("source"), default.get("fixed")) if default else None,
        editable_by=None if editable_by is None else tuple(editable_by),
    )


def _page(raw: dict[str, Any]) -> Page:
    artwork_page = raw.get("artwork_page")
    return Page(
        name=raw["name"],
        width_mm=float(raw["width_mm"]),
        height_mm=float(raw["height_mm"]),
        bleed_mm=float(raw["bleed_mm"]),
        safe_mm=float(raw["safe_mm"]),
        artwork_page=int(artwork_page) if artwork_page is not None else None,
        frames=tuple(_frame(item) for item in raw["frames"]),
    )


def _frame(raw: dict[str, Any]) -> Frame:
    box = {key: float(raw[key]) for key in ("x_mm", "y_mm", "width_mm", "height_mm")}
    if raw["kind"] == "qr":
        return QrFrame(
            name=raw["name"],
            content=raw["content"],
            colour=raw["colour"],
            error_correction=raw.get("error_correction", "M"),
            **box,
        )
    return TextFrame(
        name=raw["name"],
        content=raw["content"],
        fonts=tuple(raw["fonts"]),
        size_pt=float(raw["size_pt"]),
        min_size_pt=float(raw.get("min_size_pt", raw["size_pt"])),
        align=raw.get("align", "left"),
        colour=raw["colour"],
        overflow=raw.get("overflow", "shrink"),
        overprint=raw.get("overprint", False),
        **box,
    )
