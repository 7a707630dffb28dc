"""Our additions to Saleor: there after an install, additions only, loud where a seam moved."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import graphene
import pytest
import saleor
from django.conf import settings
from django.test import Client
from saleor.graphql.api import schema
from saleor.graphql.query_cost_map import COST_MAP
from saleor.graphql.schema_printer import print_schema
from saleor.permission.models import Permission

from saleor_w2p_plugin import __version__
from saleor_w2p_plugin.graphql import compose, extensions, guards
from saleor_w2p_plugin.host.visibility import bind
from saleor_w2p_plugin.ordering.gate import BlockerCode
from saleor_w2p_plugin.permissions import FULL_CODENAME, MANAGE_WEB_TO_PRINT

pytestmark = pytest.mark.saleor

CORE = Path(saleor.__file__).parent / "graphql" / "schema.graphql"


def _lines(sdl: str) -> list[str]:
    return [line.rstrip() for line in sdl.splitlines() if line.strip()]


def test_schema_differs_from_saleors_own_by_additions_only() -> None:
    printed = iter(_lines(print_schema(schema)))
    # Every line of Saleor's own SDL comes in the same order in ours.
    missing = [line for line in _lines(CORE.read_text()) if not _follows(line, printed)]
    assert missing == []


def _follows(line: str, lines: Any) -> bool:
    return any(line == candidate for candidate in lines)


def test_schema_command_prints_our_fields() -> None:
    run = subprocess.run(
        [sys.executable, "manage.py", "get_graphql_schema"],
        cwd=Path(saleor.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    for field in ("w2pDesign: W2PDesign", "w2pOrderability: W2POrderability!", "w2pApprovalDecide"):
        assert field in run.stdout


def test_schema_is_not_built_when_a_command_does_not_need_it() -> None:
    probe = (
        "import django, sys; django.setup(); "
        "print('saleor.graphql.api' in sys.modules, "
        "'saleor_w2p_plugin.graphql.schema' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert run.stdout.split()[-2:] == ["False", "False"]


def test_service_sdl_and_entities_know_our_types() -> None:
    answer = schema.execute("{ _service { sdl } }")
    assert "type W2PPersonalization" in answer.data["_service"]["sdl"]


@pytest.mark.parametrize("name", ["CheckoutErrorCode", "OrderCreateFromCheckoutErrorCode"])
def test_order_mutations_know_our_codes(name: str) -> None:
    values = {value.name: value.value for value in schema.get_type(name).values}
    for code in BlockerCode:
        assert values[f"W2P_{code.name}"] == f"w2p_{code.value}"


def test_queries_of_ours_have_a_cost() -> None:
    for type_name, fields in compose.COSTS.items():
        assert COST_MAP[type_name].items() >= fields.items()
        graphql_type = schema.get_type(type_name)
        assert set(fields) <= set(graphql_type.fields)


def test_introspection_is_cached_by_our_version() -> None:
    assert f"w2p{__version__}" in settings.GRAPHQL_CACHE_SUFFIX


@pytest.mark.django_db
def test_permission_can_be_given_to_staff() -> None:
    permission = Permission.objects.get(codename=MANAGE_WEB_TO_PRINT)
    assert f"{permission.content_type.app_label}.{permission.codename}" == FULL_CODENAME
    values = {value.name: value.value for value in schema.get_type("PermissionEnum").values}
    assert values["MANAGE_WEB_TO_PRINT"] == FULL_CODENAME


@pytest.mark.django_db
def test_app_is_nobody_in_a_company_and_an_operator_by_permission(
    app_api_client: Any, shop: Any, story: Any
) -> None:
    story.personalised()
    query = "query ($id: ID!) { w2pPersonalization(id: $id) { id } }"
    variables = {"id": story.personalization}
    hidden = app_api_client.post_graphql(query, variables).json()
    assert hidden["data"] == {"w2pPersonalization": None}
    app_api_client.app.permissions.add(Permission.objects.get(codename=MANAGE_WEB_TO_PRINT))
    shown = app_api_client.post_graphql(query, variables).json()
    assert shown["data"] == {"w2pPersonalization": variables}
    refused = app_api_client.post_graphql(
        "mutation ($id: ID!) { w2pApprovalWithdraw(id: $id) { errors { code } } }", variables
    ).json()
    assert refused["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


@pytest.mark.django_db
def test_federation_finds_the_card_for_members_only(shop: Any) -> None:
    query = (
        "query ($r: [_Any!]!) { _entities(representations: $r) "
        "{ ... on Product { slug } ... on ProductVariant { id } } }"
    )
    product = graphene.Node.to_global_id("Product", shop.card_id)
    wanted = [
        {"__typename": "Product", "id": product, "channel": shop.channel},
        {"__typename": "ProductVariant", "id": shop.card_variant, "channel": shop.channel},
    ]
    answer = shop.as_("buyer").post(query, {"r": wanted})
    assert "errors" not in answer
    seen = answer["data"]["_entities"]
    assert seen == [{"slug": "business-card"}, {"id": shop.card_variant}]
    for stranger in (shop.guest(), shop.as_("buyer@contoso.example")):
        assert stranger.post(query, {"r": wanted})["data"]["_entities"] == [None, None]


def test_start_up_names_the_seam_when_the_schema_builder_moved() -> None:
    moved = ModuleType("saleor.graphql.core.federation.schema")
    with pytest.raises(compose.SeamMoved, match="build_federated_schema"):
        compose.wrap(moved)
    moved.build_federated_schema = lambda query, mutation: None  # type: ignore[attr-defined]
    with pytest.raises(compose.SeamMoved, match="build_federated_schema"):
        compose.wrap(moved)


def test_start_up_refuses_a_schema_that_was_built_around_us() -> None:
    api = ModuleType("saleor.graphql.api")
    api.schema = graphene.Schema(query=type("Query", (graphene.ObjectType,), {"a": graphene.Int()}))  # type: ignore[attr-defined]
    with pytest.raises(compose.SeamMoved, match="not built by build_federated_schema"):
        compose.require_composed(api)


def test_start_up_names_the_seam_when_a_queryset_moved() -> None:
    class ProductsQueryset:
        """A queryset whose method has other parameters."""

        def visible_to_user(self, requestor: Any) -> None:
            """Do what the next release does."""

    with pytest.raises(RuntimeError, match=r"ProductsQueryset\.visible_to_user"):
        bind(ProductsQueryset, "pk", lambda *_: None, lambda _: False, lambda _: None)


def test_start_up_names_the_seam_when_a_mutation_moved() -> None:
    class Moved:
        """A schema whose mutations are called otherwise."""

        @staticmethod
        def get_type(_name: str) -> Any:
            return type("Mutation", (), {"fields": {}})

    with pytest.raises(RuntimeError, match="checkoutCreate"):
        guards.install(Moved())


def test_start_up_names_the_seam_when_a_type_or_enum_moved() -> None:
    with pytest.raises(RuntimeError, match="GraphQL type Product"):
        extensions.extend({})
    with pytest.raises(RuntimeError, match="Python enum"):
        extensions.extend_enum(object(), {"A": "a"})


@pytest.mark.django_db
def test_introspection_answers_over_http() -> None:
    query = '{ __type(name: "W2PPersonalization") { fields { name } } }'
    response = Client().post(
        "/graphql/", json.dumps({"query": query}), content_type="application/json"
    )
    fields = {field["name"] for field in response.json()["data"]["__type"]["fields"]}
    assert {"preview", "proof", "answers", "fingerprint"} <= fields
