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

from saleor_w2p_plugin.design import building
from saleor_w2p_plugin.design.canonical import digest
from saleor_w2p_plugin.design.document import Document
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem

# A hopeless document is refused with its first problems, not with ten thousand of them.
_MAX_PROBLEMS: Final = 50
_MAX_SHOWN: Final = 80
# Three groups in each other with a condition take 15; the validator calls itself at each.
_MAX_DEPTH: Final = 40
# Some 3,700 texts, or 75 on each of as many pages as there may be: a second.
_MAX_VALUES: Final = 60_000


def read(raw: Mapping[str, object]) -> Document:
    """Check the shape of a document and build it; raises DesignInvalid with JSON paths."""
    document_digest = checked(raw, "design.schema.json")
    return building.document(dict(raw), document_digest)


def checked(raw: Mapping[str, object], schema: str, package: str = __package__) -> str:
    """Return the digest of JSON that obeys a schema of a package; raises DesignInvalid."""
    excess = _excess(raw)
    if excess:
        raise DesignInvalid(_problem("", excess))
    try:
        found = digest(raw)
    except (ValueError, TypeError) as error:
        raise DesignInvalid(_problem("", f"This is not a JSON document: {error}")) from None
    errors = sorted(
        _validator(schema, package).iter_errors(raw), key=lambda e: path_of(e.absolute_path)
    )
    if errors:
        raise DesignInvalid(
            *(_problem(path_of(e.absolute_path), _sentence(e)) for e in errors[:_MAX_PROBLEMS])
        )
    return found


def _excess(raw: object) -> str | None:
    """Say why JSON is more than the validator can look at in time."""
    level, values = [raw], 0
    for _ in range(_MAX_DEPTH):
        level = [
            item
            for part in level
            if isinstance(part, Mapping | list | tuple)
            for item in (part.values() if isinstance(part, Mapping) else part)
        ]
        values += len(level)
        if values > _MAX_VALUES:
            return f"The document has more than {_MAX_VALUES:,} values."
        if not level:
            return None
    return "This is not a JSON document: it is nested too deeply."


def schema_text(name: str = "design.schema.json", package: str = __package__) -> str:
    """Return a published JSON Schema (draft 2020-12) of a package, this one unless said."""
    return resources.files(package).joinpath(name).read_text("utf-8")


def path_of(parts: Iterable[str | int]) -> str:
    """Return a JSON path such as `pages[0].frames[2].size_pt`."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


@lru_cache(maxsize=8)
def _validator(schema: str, package: str) -> Draft202012Validator:
    build: Any = extend
    strict = build(Draft202012Validator, {"pattern": _pattern})
    validator: Draft202012Validator = strict(json.loads(schema_text(schema, package)))
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
    if error.validator in ("oneOf", "anyOf"):
        return f"{shown} has none of the forms that are possible here, or several of them."
    rule = json.dumps(error.validator_value, ensure_ascii=False)[:_MAX_SHOWN]
    return f"{shown} breaks the rule {error.validator}: {rule}."
