"""Answers: which personalization does a line of the cart print?"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from saleor_w2p_plugin.companies.members import active_memberships
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.ports import Cart, CartLine, Requestor
from saleor_w2p_plugin.models import Personalization, PrintProduct
from saleor_w2p_plugin.personalization.access import may_edit, not_found


@transaction.atomic
def bind(requestor: Requestor, personalization_id: UUID, line_id: UUID) -> Personalization:
    """Tie a personalization to a line of the requestor's own cart; binding again moves it.

    Our table decides; the same link in the line's private metadata travels to the order line.
    Raises W2PError: NOT_FOUND for either id, PERSONALIZATION_LOCKED, VARIANT_MISMATCH,
    STALE where somebody ties another one to the line at this moment.
    """
    rows = Personalization.objects.printable()
    found = rows.select_for_update(of=("self",)).filter(pk=personalization_id).first()
    if found is None or not may_edit(requestor, active_memberships(requestor.user_id), found):
        raise not_found()
    if found.is_locked:
        raise refuse(Code.PERSONALIZATION_LOCKED, "This has been ordered.", "id")
    line = _own_line(requestor, line_id)
    if line.variant_id != found.variant_id:
        raise refuse(Code.VARIANT_MISMATCH, "The line is another variant.", "checkoutLineId")
    Personalization.objects.filter(checkout_line_id=line_id).exclude(pk=found.pk).update(
        checkout_line_id=None
    )
    found.checkout_line_id = line_id
    try:
        with transaction.atomic():
            found.save(update_fields=["checkout_line_id", "updated_at"])
    except IntegrityError:
        raise refuse(Code.STALE, "Something else is being tied to it.", "checkoutLineId") from None
    if not host().tag_line(line_id, found.pk):
        raise _no_line()
    return found


def bound(lines: Iterable[UUID], using: str = "default") -> dict[UUID, Personalization]:
    """Return the personalizations of lines by line id, what they print included."""
    rows = Personalization.objects.using(using).filter(checkout_line_id__in=list(lines))
    return {
        row.checkout_line_id: row for row in rows.printable() if row.checkout_line_id is not None
    }


def print_products(product_ids: Iterable[int], using: str = "default") -> set[int]:
    """Return those of the products that are printed from a design."""
    rows = PrintProduct.objects.using(using).filter(product_id__in=set(product_ids))
    return set(rows.values_list("product_id", flat=True))


def _own_line(requestor: Requestor, line_id: UUID) -> CartLine:
    cart: Cart | None = host().cart_of_line(line_id)
    if cart is None or requestor.user_id is None or cart.user_id != requestor.user_id:
        raise _no_line()
    return next(line for line in cart.lines if line.id == line_id)


def _no_line() -> Exception:
    return refuse(Code.NOT_FOUND, "There is no such line in your cart.", "checkoutLineId")
