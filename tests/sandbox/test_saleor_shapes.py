"""Every type, field and argument of the sandbox's own is the same in Saleor's schema."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    parse,
)
from graphql.language import ast
from graphql.language.printer import print_ast

from sandbox.schema import build_schema

OURS = ("W2P", "w2p", "__")


def saleor_sdl() -> Path | None:
    """Find Saleor's schema: the file $SALEOR_SDL, or the one in the checkout $SALEOR_HOME."""
    home = Path(os.environ.get("SALEOR_HOME", "~/saleor")).expanduser()
    named = os.environ.get("SALEOR_SDL")
    path = Path(named) if named else home / "saleor" / "graphql" / "schema.graphql"
    return path if path.is_file() else None


@pytest.fixture(scope="module")
def saleor() -> dict[str, Any]:
    path = saleor_sdl()
    if path is None:
        pytest.skip("no Saleor schema: set SALEOR_SDL or SALEOR_HOME")
    # graphql-core 2 is older than descriptions and `A & B` in SDL.
    bare = re.sub(r'"""(.|\n)*?"""|^ *"[^"].*"$', "", path.read_text(), flags=re.MULTILINE)
    document = parse(bare.replace(" & ", " "))
    return {node.name.value: node for node in document.definitions if hasattr(node, "name")}


def shop_types() -> list[Any]:
    types = build_schema().get_type_map().values()
    kinds = (
        GraphQLEnumType,
        GraphQLInputObjectType,
        GraphQLInterfaceType,
        GraphQLObjectType,
        GraphQLUnionType,
    )
    return [t for t in types if isinstance(t, kinds) and not t.name.startswith(OURS)]


def differences(ours: Any, theirs: Any) -> Iterator[str]:
    """Yield what a storefront would notice when it moves from the sandbox to Saleor."""
    if isinstance(ours, GraphQLUnionType):
        members = {member.name.value for member in theirs.types}
        yield from (f"{ours}: {t} is no member" for t in ours.types if t.name not in members)
    elif isinstance(ours, GraphQLEnumType):
        names = {value.name.value for value in theirs.values}
        own = (v.name for v in ours.values if not v.name.startswith("W2P"))
        yield from (f"{ours}.{name} is unknown" for name in own if name not in names)
    else:
        fields = {field.name.value: field for field in theirs.fields}
        for name, field in ours.fields.items():
            if name.startswith(OURS):
                continue
            if name not in fields:
                yield f"{ours}.{name} is unknown"
                continue
            yield from typed_alike(f"{ours}.{name}", field.type, fields[name])
            if not isinstance(ours, GraphQLInputObjectType):
                args = {arg.name.value: arg for arg in fields[name].arguments}
                yield from given_alike(f"{ours}.{name}", field.args, args)
        if isinstance(ours, GraphQLInputObjectType):
            yield from demanded(str(ours), ours.fields, fields)


def typed_alike(place: str, ours: Any, theirs: Any) -> Iterator[str]:
    if str(ours) != print_ast(theirs.type):
        yield f"{place}: {ours} is {print_ast(theirs.type)}"


def given_alike(place: str, ours: Any, theirs: Any) -> Iterator[str]:
    for name, argument in ours.items():
        if name not in theirs:
            yield f"{place}({name}) is unknown"
        else:
            yield from typed_alike(f"{place}({name})", argument.type, theirs[name])
    yield from demanded(place, ours, theirs)


def demanded(place: str, ours: Any, theirs: Any) -> Iterator[str]:
    for name, value in theirs.items():
        is_required = isinstance(value.type, ast.NonNullType) and value.default_value is None
        if is_required and name not in ours:
            yield f"{place}({name}) is required"


def test_sandbox_is_a_part_of_saleor_when_compared_type_by_type(saleor: dict[str, Any]) -> None:
    types = shop_types()
    unknown = [t.name for t in types if t.name not in saleor]
    found = [line for t in types if t.name in saleor for line in differences(t, saleor[t.name])]

    assert unknown == []
    assert found == []


def test_differences_are_reported_when_a_shape_differs() -> None:
    theirs = parse("type Shop { name(first: Int!): String }").definitions[0]
    ours = build_schema().get_type("Shop")

    assert list(differences(ours, theirs)) == [
        "Shop.name: String! is String",
        "Shop.name(first) is required",
    ]
    assert isinstance(ours.fields["name"].type, GraphQLNonNull)
