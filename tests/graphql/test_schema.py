"""Our part of the schema, held against the file that storefronts generate code from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLObjectType, parse, validate
from graphql.utils.schema_printer import _print_fields, _print_type

from saleor_w2p_plugin.graphql.extensions import EXTENSIONS

SNAPSHOT = Path(__file__).parents[2] / "saleor_w2p_plugin" / "graphql" / "schema.graphql"
IN_SALEOR = os.environ.get("DJANGO_SETTINGS_MODULE", "").startswith("saleor.")
OPERATIONS = Path(__file__).parents[1] / "flow" / "operations"


def build_schema() -> Any:
    """Build the schema of the shop we run in."""
    if IN_SALEOR:
        from saleor.graphql.api import schema

        return schema
    from sandbox.schema import build_schema

    return build_schema()


def our_sdl() -> str:
    """Print our types, and our fields of the shop's types."""
    types: dict[str, Any] = build_schema().get_type_map()
    parts = [_print_type(types[name]) for name in sorted(types) if name.startswith("W2P")]
    for name in sorted({"Query", "Mutation", *EXTENSIONS}):
        parts.append(f"extend type {name} {{\n{_our_fields(types[name])}\n}}")
    return "\n\n".join(parts) + "\n"


def _our_fields(type_: Any) -> str:
    assert isinstance(type_, GraphQLObjectType)
    lines = _print_fields(type_).splitlines()
    return "\n".join(line for line in lines if line.strip().startswith("w2p"))


def test_schema_is_the_published_one() -> None:
    if os.environ.get("W2P_WRITE_SCHEMA"):
        SNAPSHOT.write_text(our_sdl())
    assert our_sdl() == SNAPSHOT.read_text(), "W2P_WRITE_SCHEMA=1 writes it anew."


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_operation_is_valid(path: Path) -> None:
    assert validate(build_schema(), parse(path.read_text())) == []
