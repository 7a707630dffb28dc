"""Answers: what does the plugin ask of the shop it lives in?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from django.core.files.storage import Storage


@dataclass(frozen=True, slots=True)
class Requestor:
    """Who is asking: a signed-in person, an app, or nobody."""

    user_id: int | None = None
    email: str = ""
    is_operator: bool = False
    """True for staff and apps that hold our own permission (`permissions.py`)."""

    @property
    def is_signed_in(self) -> bool:
        """Tell whether a person is signed in."""
        return self.user_id is not None


@dataclass(frozen=True, slots=True)
class CartLine:
    """One line of a checkout as it stands now."""

    id: UUID
    variant_id: int
    product_id: int
    variant_name: str
    quantity: int
    personalization_id: UUID | None
    """The link in the line's private metadata, which shoppers cannot write."""


@dataclass(frozen=True, slots=True)
class Cart:
    """A checkout as it stands now, lines in the order they were added."""

    id: UUID
    user_id: int | None
    lines: tuple[CartLine, ...]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line of an order."""

    id: UUID
    quantity: int
    personalization_id: UUID | None


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order as it stands now."""

    id: UUID
    number: str
    checkout_id: UUID | None
    is_placed: bool
    """False for a draft, and once it is cancelled or has expired."""
    is_released: bool
    """True for a placed order that staff or a payment have confirmed."""
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """What can be bought: a product in one of its versions."""

    id: int
    product_id: int


@dataclass(frozen=True, slots=True)
class Person:
    """A customer's account."""

    id: int
    email: str
    full_name: str


VisibleProducts = Callable[[int | None, str, str], Any]
"""(user id, database alias, path to the product's id) in, condition that keeps visible rows out."""


class Host(Protocol):
    """The shop. Ids are database ids, never GraphQL ids; `using` is a database alias."""

    name: str

    def join(self, visible_products: VisibleProducts) -> None:
        """Attach the plugin to the shop: catalogs to its product querysets, permissions, hooks."""

    def denied(self, message: str) -> Exception:
        """Build the shop's own exception for a missing permission."""

    def requestor(self, context: Any) -> Requestor:
        """Tell who sends this GraphQL request."""

    def sees_all_products(self, context: Any) -> bool:
        """Tell whether the request comes from staff or an app that catalogs do not bind."""

    def reading(self, context: Any) -> AbstractContextManager[str]:
        """Open the database that this request may read from; yields its alias."""

    def writing(self, context: Any = None) -> AbstractContextManager[None]:
        """Allow writes, and make later reads of this request see them."""

    def cart(self, checkout_id: UUID, using: str = "default") -> Cart | None:
        """Read a checkout."""

    def cart_of_line(self, line_id: UUID, using: str = "default") -> Cart | None:
        """Read the checkout that a line belongs to."""

    def tag_line(self, line_id: UUID, personalization_id: UUID) -> bool:
        """Write the trusted link into a line's private metadata; False where the line is gone."""

    def order(self, order_id: UUID, using: str = "default") -> PlacedOrder | None:
        """Read an order."""

    def orders_printing(self, since: datetime, except_lines: Any) -> list[PlacedOrder]:
        """Read the orders touched since then with printed lines other than those of a sub-query."""

    def variant(self, variant_id: int, using: str = "default") -> Variant | None:
        """Read a variant."""

    def person(self, user_id: int, using: str = "default") -> Person | None:
        """Read a customer."""

    def private_storage(self) -> Storage:
        """Return the storage for print files; its files are never served by the shop itself."""

    def absolute_url(self, path: str) -> str:
        """Return the public address of a path of the shop's API."""
