"""Saleor's schema in, the same schema with ours out; nothing is built twice.

Saleor builds its schema once, when `saleor.graphql.api` is imported, by a call of
`build_federated_schema`. A one-shot import hook wraps that function right after its module is
executed. Importing the module here instead would freeze the list of federated types too early.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.util
import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from saleor_w2p_plugin.host.seams import SeamMoved

API = "saleor.graphql.api"
TARGET = "saleor.graphql.core.federation.schema"
PARAMETERS = ("query", "mutation", "types", "subscription", "directives")

HOST_TYPES = {
    "Checkout": "saleor.graphql.checkout.types",
    "CheckoutLine": "saleor.graphql.checkout.types",
    "Order": "saleor.graphql.order.types",
    "OrderLine": "saleor.graphql.order.types",
    "Product": "saleor.graphql.product.types",
    "ProductVariant": "saleor.graphql.product.types",
    "User": "saleor.graphql.account.types",
}

SCALARS = {
    "DateTime": "saleor.graphql.core.scalars",
    "JSONString": "saleor.graphql.core.fields",
    "Upload": "saleor.graphql.core.types",
}

ORDER_ERROR_ENUMS = {
    "CheckoutErrorCode": "saleor.graphql.core.enums",
    "OrderCreateFromCheckoutErrorCode": "saleor.graphql.checkout.enums",
}

COSTS = {
    "Query": {
        "w2pApprovalInbox": {"complexity": 1, "multipliers": ["first"]},
        "w2pApprovalRequest": {"complexity": 1},
        "w2pDesignSchema": {"complexity": 1},
        "w2pDesigns": {"complexity": 1, "multipliers": ["first"]},
        "w2pPersonalization": {"complexity": 1},
    },
    "Checkout": {"w2pOrderability": {"complexity": 10}, "w2pApprovalRequest": {"complexity": 1}},
    "CheckoutLine": {"w2pPersonalization": {"complexity": 1}},
    "Order": {"w2pJobTickets": {"complexity": 1}},
    "OrderLine": {"w2pJobTicket": {"complexity": 1}, "w2pPersonalization": {"complexity": 1}},
    "Product": {"w2pDesign": {"complexity": 1}},
    "ProductVariant": {"w2pDesign": {"complexity": 1}},
    "User": {"w2pMemberships": {"complexity": 1}},
}


class _AfterImport(importlib.abc.MetaPathFinder):
    """Call each callback with its module right after that is executed, once."""

    def __init__(self, callbacks: Mapping[str, Callable[[ModuleType], None]]) -> None:
        self.callbacks = dict(callbacks)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> Any:
        """Find a module by the other finders, and hook its execution."""
        callback = self.callbacks.pop(fullname, None)
        if callback is None:
            return None
        spec = importlib.util.find_spec(fullname)
        if spec is None or spec.loader is None:
            raise SeamMoved(fullname)
        execute = spec.loader.exec_module

        def execute_and_call(module: ModuleType) -> None:
            execute(module)
            callback(module)

        spec.loader.exec_module = execute_and_call  # type: ignore[method-assign]
        return spec


def install() -> None:
    """Arrange for the composition; costs nothing until something asks for the schema.

    Raises RuntimeError where Saleor has built its schema already.
    """
    if API in sys.modules:
        raise RuntimeError(f"{API} was imported before the plugin's app was ready.")
    callbacks: dict[str, Callable[[ModuleType], None]] = {API: require_composed}
    if TARGET in sys.modules:
        wrap(sys.modules[TARGET])
    else:
        callbacks[TARGET] = wrap
    sys.meta_path.insert(0, _AfterImport(callbacks))


def require_composed(api: ModuleType) -> None:
    """Refuse a schema that was built around us: it would sell what catalogs hide."""
    schema = getattr(api, "schema", None)
    if schema is None or "W2PPersonalization" not in schema.get_type_map():
        raise SeamMoved(f"{API}.schema is not built by build_federated_schema")


def wrap(federation: ModuleType) -> None:
    """Put our composition around `build_federated_schema`; raises SeamMoved."""
    original = getattr(federation, "build_federated_schema", None)
    if original is None or tuple(inspect.signature(original).parameters) != PARAMETERS:
        raise SeamMoved(f"{TARGET}.build_federated_schema")
    federation.build_federated_schema = _composing(original)  # type: ignore[attr-defined]


def _composing(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def build_federated_schema(
        query: Any, mutation: Any, types: Any, subscription: Any, directives: Any = None
    ) -> Any:
        from saleor_w2p_plugin.graphql import extensions, guards, scalars
        from saleor_w2p_plugin.graphql.schema import W2PMutations, W2PQueries

        scalars.use({name: _named(module, name) for name, module in SCALARS.items()})
        extensions.extend(_host_types())
        extensions.extend_order_errors(
            _named(module, name) for name, module in ORDER_ERROR_ENUMS.items()
        )
        _extend_permission_enum(extensions.extend_enum)
        _extend_cost_map()
        schema = original(
            _joined(query, W2PQueries),
            mutation=_joined(mutation, W2PMutations),
            types=types,
            subscription=subscription,
            directives=directives,
        )
        guards.install(schema)
        return schema

    return build_federated_schema


def _joined(theirs: Any, ours: Any) -> Any:
    return type(theirs.__name__, (ours, theirs), {"__doc__": theirs.__doc__})


def _host_types() -> dict[str, Any]:
    return {name: _named(module, name) for name, module in HOST_TYPES.items()}


def _extend_permission_enum(extend_enum: Callable[[Any, Mapping[str, str]], None]) -> None:
    from saleor_w2p_plugin.permissions import FULL_CODENAME, MANAGE_WEB_TO_PRINT_NAME

    permissions = _named("saleor.graphql.core.enums", "PermissionEnum")
    extend_enum(permissions, {MANAGE_WEB_TO_PRINT_NAME: FULL_CODENAME})


def _extend_cost_map() -> None:
    """Add our fields to the cost map in place, since Saleor's view imports it by name."""
    costs = _named("saleor.graphql.query_cost_map", "COST_MAP")
    for type_name, fields in COSTS.items():
        costs.setdefault(type_name, {}).update(fields)


def _named(module: str, name: str) -> Any:
    found = getattr(import_module(module), name, None)
    if found is None:
        raise SeamMoved(f"{module}.{name}")
    return found
