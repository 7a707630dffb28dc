"""The fields that the plugin adds to types of the shop, on one page."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import graphene

from saleor_w2p_plugin.graphql.base import non_null_list
from saleor_w2p_plugin.graphql.types.approval import (
    W2PApprovalRequest,
    resolve_request_of_checkout,
)
from saleor_w2p_plugin.graphql.types.company import W2PMembership, resolve_memberships
from saleor_w2p_plugin.graphql.types.design import (
    W2PDesign,
    resolve_design_of_product,
    resolve_design_of_variant,
)
from saleor_w2p_plugin.graphql.types.ordering import W2POrderability, resolve_orderability
from saleor_w2p_plugin.graphql.types.personalization import (
    W2PPersonalization,
    resolve_personalization_of_line,
)
from saleor_w2p_plugin.graphql.types.production import (
    W2PJobTicket,
    resolve_personalization_of_order_line,
    resolve_ticket_of_line,
    resolve_tickets_of_order,
)
from saleor_w2p_plugin.host.seams import SeamMoved
from saleor_w2p_plugin.ordering.gate import ERROR_CODE_PREFIX, BlockerCode

Extension = tuple[Callable[[], graphene.Field], Callable[..., Any]]

EXTENSIONS: Mapping[str, Mapping[str, Extension]] = {
    "Product": {
        "w2p_design": (
            lambda: graphene.Field(W2PDesign, description="The design it is printed from."),
            resolve_design_of_product,
        )
    },
    "ProductVariant": {
        "w2p_design": (
            lambda: graphene.Field(W2PDesign, description="The design it is printed from."),
            resolve_design_of_variant,
        )
    },
    "Checkout": {
        "w2p_orderability": (
            lambda: graphene.Field(
                W2POrderability, required=True, description="Whether it can be ordered."
            ),
            resolve_orderability,
        ),
        "w2p_approval_request": (
            lambda: graphene.Field(
                W2PApprovalRequest, description="The newest approval request for it."
            ),
            resolve_request_of_checkout,
        ),
    },
    "CheckoutLine": {
        "w2p_personalization": (
            lambda: graphene.Field(W2PPersonalization, description="What the line prints."),
            resolve_personalization_of_line,
        )
    },
    "Order": {
        "w2p_job_tickets": (
            lambda: non_null_list(W2PJobTicket, description="The job tickets of its lines."),
            resolve_tickets_of_order,
        )
    },
    "OrderLine": {
        "w2p_job_ticket": (
            lambda: graphene.Field(W2PJobTicket, description="The job ticket of the line."),
            resolve_ticket_of_line,
        ),
        "w2p_personalization": (
            lambda: graphene.Field(W2PPersonalization, description="What the line prints."),
            resolve_personalization_of_order_line,
        ),
    },
    "User": {
        "w2p_memberships": (
            lambda: non_null_list(W2PMembership, description="Companies the person buys for."),
            resolve_memberships,
        )
    },
}


def extend(types: Mapping[str, Any]) -> None:
    """Add our fields to the shop's graphene types, before its schema is built.

    Raises SeamMoved where the shop has a field of the same name, or lacks a type.
    """
    for type_name, fields in EXTENSIONS.items():
        if type_name not in types:
            raise SeamMoved(f"GraphQL type {type_name}")
        host_type = types[type_name]
        for name, (field, resolver) in fields.items():
            if name in host_type._meta.fields:
                raise SeamMoved(f"GraphQL field {type_name}.{name} is taken")
            host_type._meta.fields[name] = field()
            setattr(host_type, f"resolve_{name}", staticmethod(resolver))


def extend_order_errors(order_enums: Iterable[Any]) -> None:
    """Add the codes of our refusals to the error enums of mutations that place orders.

    A code that is not in the enum would null the whole payload.
    """
    values = [f"{ERROR_CODE_PREFIX}{code.value}" for code in BlockerCode]
    for order_enum in order_enums:
        extend_enum(order_enum, {value.upper(): value for value in values})


def extend_enum(graphene_enum: Any, members: Mapping[str, str]) -> None:
    """Swap the Python enum behind a graphene enum, which cannot be extended itself.

    Raises SeamMoved where there is none behind it.
    """
    known = getattr(getattr(graphene_enum, "_meta", None), "enum", None)
    if known is None:
        raise SeamMoved(f"the Python enum behind {graphene_enum}")
    missing = {name: value for name, value in members.items() if name not in known.__members__}
    if not missing:
        return
    present = {name: member.value for name, member in known.__members__.items()}
    extended = enum.Enum(known.__name__, {**present, **missing})  # type: ignore[misc]
    extended.description = getattr(known, "description", None)  # type: ignore[attr-defined]
    # graphene freezes its options.
    object.__setattr__(graphene_enum._meta, "enum", extended)
