"""Wished lines in, changed checkout lines out, by Saleor's rules of merging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import graphene
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from sandbox.checkout.error_codes import CheckoutErrorCode as Code
from sandbox.checkout.models import Checkout, CheckoutLine
from sandbox.product.models import (
    ProductChannelListing,
    ProductVariant,
    ProductVariantChannelListing,
)


@dataclass
class WishedLine:
    """A quantity of a variant, for an existing line or for a new one (`line` is None)."""

    variant: ProductVariant
    quantity: int
    metadata: dict[str, str] = field(default_factory=dict)
    line: CheckoutLine | None = None
    force_new_line: bool = False


def refusal(field_name: str, message: str, code: Code, **params: object) -> ValidationError:
    """Build the error of one field, to be raised by the caller."""
    return ValidationError({field_name: ValidationError(message, code=code.value, params=params)})


def add_lines(checkout: Checkout, wishes: Sequence[WishedLine]) -> None:
    """Add quantities; a variant in exactly one line is merged into it unless forced apart.

    Raises ValidationError: ZERO_QUANTITY, QUANTITY_GREATER_THAN_LIMIT, PRODUCT_NOT_PUBLISHED,
    UNAVAILABLE_VARIANT_IN_CHANNEL; then nothing is changed.
    """
    with transaction.atomic():
        existing = _locked_lines(checkout)
        totals = _totals(wishes)
        if any(quantity <= 0 for quantity in totals.values()):
            raise refusal("quantity", "The quantity must be above zero.", Code.ZERO_QUANTITY)
        _check_limit(totals + _totals(existing))
        _check_sold(checkout, totals)
        for wish in _merged(wishes, existing):
            if wish.line:
                wish.quantity += wish.line.quantity
            _apply(checkout, wish)
        checkout.save(update_fields=["last_change"])


def update_lines(checkout: Checkout, wishes: Sequence[WishedLine]) -> None:
    """Set quantities; zero removes the line. Raises as `add_lines` does."""
    with transaction.atomic():
        known = {line.pk for line in _locked_lines(checkout)}
        if any(wish.line and wish.line.pk not in known for wish in wishes):
            raise refusal("line_id", "The line is not in this checkout.", Code.GRAPHQL_ERROR)
        totals = _totals(wishes)
        if any(quantity < 0 for quantity in totals.values()):
            raise refusal("quantity", "The quantity must not be negative.", Code.ZERO_QUANTITY)
        _check_limit(totals)
        _check_sold(checkout, [pk for pk, quantity in totals.items() if quantity])
        for wish in wishes:
            _apply(checkout, wish)
        checkout.save(update_fields=["last_change"])


def only_line_of(lines: Iterable[CheckoutLine], variant: ProductVariant) -> CheckoutLine | None:
    """Return the line of a variant, None if there is none; raises INVALID if there are several."""
    found = [line for line in lines if line.variant_id == variant.pk]
    if len(found) > 1:
        raise refusal(
            "variant_id",
            "The variant is in several lines: say which by lineId.",
            Code.INVALID,
            variants=[graphene.Node.to_global_id("ProductVariant", variant.pk)],
        )
    return found[0] if found else None


def _locked_lines(checkout: Checkout) -> list[CheckoutLine]:
    # The checkout first, always: two writers then wait for each other and never cross.
    if not Checkout.objects.select_for_update().filter(pk=checkout.pk).first():
        raise refusal("id", "The checkout is gone.", Code.NOT_FOUND)
    return list(checkout.lines.select_for_update())


def _merged(wishes: Iterable[WishedLine], existing: Sequence[CheckoutLine]) -> list[WishedLine]:
    """Join wishes of a variant with each other and with its line, where there is just one."""
    separate: list[WishedLine] = []
    joined: dict[int, WishedLine] = {}
    for wish in wishes:
        lines = [line for line in existing if line.variant_id == wish.variant.pk]
        if wish.force_new_line or len(lines) > 1:
            separate.append(wish)
        elif wish.variant.pk in joined:
            joined[wish.variant.pk].quantity += wish.quantity
            joined[wish.variant.pk].metadata |= wish.metadata
        else:
            wish.line = lines[0] if lines else None
            joined[wish.variant.pk] = wish
    return separate + list(joined.values())


def _totals(lines: Iterable[WishedLine | CheckoutLine]) -> Counter[int]:
    totals: Counter[int] = Counter()
    for line in lines:
        totals[line.variant.pk if isinstance(line, WishedLine) else line.variant_id] += (
            line.quantity
        )
    return totals


def _check_limit(totals: Counter[int]) -> None:
    limit = settings.LIMIT_QUANTITY_PER_CHECKOUT
    if any(quantity > limit for quantity in totals.values()):
        message = f"No more than {limit} of an item can be ordered at once."
        raise refusal("quantity", message, Code.QUANTITY_GREATER_THAN_LIMIT)


def _check_sold(checkout: Checkout, variant_ids: Iterable[int]) -> None:
    """Refuse variants without a price in the channel or of an unpublished product."""
    wanted = set(variant_ids)
    priced = ProductVariantChannelListing.objects.filter(
        channel_id=checkout.channel_id, variant_id__in=wanted, price_amount__isnull=False
    ).values_list("variant_id", flat=True)
    _refuse_variants(
        wanted - set(priced), "Not sold in this channel.", Code.UNAVAILABLE_VARIANT_IN_CHANNEL
    )
    published = ProductChannelListing.objects.filter(
        channel_id=checkout.channel_id, product__variants__in=wanted, is_published=True
    ).values_list("product__variants", flat=True)
    _refuse_variants(wanted - set(published), "Not published.", Code.PRODUCT_NOT_PUBLISHED)


def _refuse_variants(variant_ids: set[int], message: str, code: Code) -> None:
    if variant_ids:
        variants = [graphene.Node.to_global_id("ProductVariant", pk) for pk in sorted(variant_ids)]
        raise refusal("lines", message, code, variants=variants)


def _apply(checkout: Checkout, wish: WishedLine) -> None:
    if wish.line and wish.quantity > 0:
        wish.line.quantity = wish.quantity
        wish.line.metadata |= wish.metadata
        wish.line.save(update_fields=["quantity", "metadata"])
    elif wish.line:
        wish.line.delete()
    elif wish.quantity > 0:
        CheckoutLine.objects.create(
            checkout=checkout,
            variant=wish.variant,
            quantity=wish.quantity,
            currency=checkout.currency,
            metadata=wish.metadata,
        )
