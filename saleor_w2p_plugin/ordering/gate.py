"""A cart in, everything that stands against ordering it out; reads only, may run repeatedly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError

from saleor_w2p_plugin.approvals.content import content_fingerprint
from saleor_w2p_plugin.approvals.standing import chain_of, latest_request
from saleor_w2p_plugin.catalogs.visibility import hidden_variants
from saleor_w2p_plugin.companies.members import active_memberships
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.host.ports import Cart, CartLine
from saleor_w2p_plugin.models import (
    ApprovalChain,
    ApprovalRequest,
    ApprovalStatus,
    Personalization,
)
from saleor_w2p_plugin.ordering.company import companies_of
from saleor_w2p_plugin.personalization.binding import bound, print_products
from saleor_w2p_plugin.personalization.converting import has_changed


class BlockerCode(StrEnum):
    """Why a cart cannot be ordered; `checkoutComplete` answers with the same codes after `W2P_`."""

    APPROVAL_CHANGES_REQUESTED = "approval_changes_requested"
    APPROVAL_PENDING = "approval_pending"
    APPROVAL_REJECTED = "approval_rejected"
    APPROVAL_REQUIRED = "approval_required"
    APPROVAL_STALE = "approval_stale"
    COMPANY_UNCLEAR = "company_unclear"
    NOT_IN_CATALOG = "not_in_catalog"
    PERSONALIZATION_INVALID = "personalization_invalid"
    PERSONALIZATION_REQUIRED = "personalization_required"
    REVISION_CHANGED = "revision_changed"


ERROR_CODE_PREFIX = "w2p_"

APPROVAL_CODES = frozenset(code for code in BlockerCode if code.name.startswith("APPROVAL_"))


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a cart cannot be ordered, and the line it is about."""

    code: BlockerCode
    message: str
    line_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Orderability:
    """What was found out about a cart."""

    blockers: tuple[Blocker, ...]
    personalizations: dict[UUID, Personalization] = field(default_factory=dict)
    chain: ApprovalChain | None = None

    @property
    def but_for_approval(self) -> tuple[Blocker, ...]:
        """The blockers that no approver can lift."""
        return tuple(blocker for blocker in self.blockers if blocker.code not in APPROVAL_CODES)


def orderability(cart: Cart, using: str = "default") -> Orderability:
    """Find everything that stands against ordering a cart, in a constant number of queries."""
    personalizations = bound((line.id for line in cart.lines), using)
    memberships = active_memberships(cart.user_id, using)
    companies_of_buyer = {member.company_id for member in memberships}
    blockers = [
        *_line_blockers(cart, personalizations, companies_of_buyer, using),
        *_catalog_blockers(cart, using),
    ]
    companies = companies_of(cart, personalizations, memberships, using)
    chain = chain_of(next(iter(companies)), using) if len(companies) == 1 else None
    if memberships and len(companies) != 1:
        blockers.append(
            Blocker(BlockerCode.COMPANY_UNCLEAR, "The lines belong to no single company of yours.")
        )
    elif chain is not None:
        request = latest_request(cart.id, using)
        content = content_fingerprint(cart, personalizations)
        is_theirs = request is None or (request.company_id, request.requester_id) == (
            chain.company_id,
            cart.user_id,
        )
        blockers.extend(_approval_blockers(request if is_theirs else None, content))
    return Orderability(tuple(blockers), personalizations, chain)


def refuse_unless_orderable(checkout_id: UUID) -> None:
    """Raise the ValidationError of `checkoutComplete` where something stands against the order."""
    cart = host().cart(checkout_id)
    if cart is not None and (blockers := orderability(cart).blockers):
        raise _as_validation_error(blockers)


def _as_validation_error(blockers: tuple[Blocker, ...]) -> ValidationError:
    """Build the refusal of `checkoutComplete`, in the form both hosts turn into `errors[]`."""
    return ValidationError(
        {
            "id": [
                ValidationError(blocker.message, code=ERROR_CODE_PREFIX + blocker.code.value)
                for blocker in blockers
            ]
        }
    )


def _line_blockers(
    cart: Cart,
    personalizations: dict[UUID, Personalization],
    companies_of_buyer: set[int],
    using: str,
) -> Iterator[Blocker]:
    printed = print_products((line.product_id for line in cart.lines), using)
    for line in cart.lines:
        found = personalizations.get(line.id)
        if line.product_id not in printed and found is None and line.personalization_id is None:
            continue
        if found is None:
            yield Blocker(
                BlockerCode.PERSONALIZATION_REQUIRED,
                f"{line.variant_name} has not been personalised.",
                line.id,
            )
        elif _is_broken(line, found, companies_of_buyer):
            yield Blocker(
                BlockerCode.PERSONALIZATION_INVALID,
                f"The personalisation of {line.variant_name} must be tied to this line again.",
                line.id,
            )
        elif has_changed(found):
            yield Blocker(
                BlockerCode.REVISION_CHANGED,
                f"The design of {line.variant_name} has changed since it was filled in.",
                line.id,
            )


def _is_broken(
    line: CartLine, personalization: Personalization, companies_of_buyer: set[int]
) -> bool:
    return (
        line.personalization_id != personalization.pk
        or personalization.variant_id != line.variant_id
        or personalization.is_locked
        or personalization.company_id not in companies_of_buyer
    )


def _catalog_blockers(cart: Cart, using: str) -> Iterator[Blocker]:
    hidden = hidden_variants(cart.user_id, (line.variant_id for line in cart.lines), using)
    for line in cart.lines:
        if line.variant_id in hidden:
            yield Blocker(
                BlockerCode.NOT_IN_CATALOG, f"{line.variant_name} is not in your catalog.", line.id
            )


def _approval_blockers(request: ApprovalRequest | None, content: str) -> Iterator[Blocker]:
    if request is None:
        yield _APPROVAL["none"]
    elif request.status == ApprovalStatus.STALE or (
        request.fingerprint != content
        and request.status in (ApprovalStatus.PENDING, ApprovalStatus.APPROVED)
    ):
        yield _APPROVAL[ApprovalStatus.STALE]
    elif request.status != ApprovalStatus.APPROVED:
        # What was refused may be submitted again once it has changed.
        status = request.status if request.fingerprint == content else "none"
        yield _APPROVAL.get(status, _APPROVAL["none"])


_APPROVAL: dict[str, Blocker] = {
    "none": Blocker(BlockerCode.APPROVAL_REQUIRED, "This order needs approval; submit it."),
    ApprovalStatus.STALE: Blocker(
        BlockerCode.APPROVAL_STALE, "The cart has changed since it was submitted; submit it again."
    ),
    ApprovalStatus.PENDING: Blocker(BlockerCode.APPROVAL_PENDING, "This order waits for approval."),
    ApprovalStatus.REJECTED: Blocker(
        BlockerCode.APPROVAL_REJECTED, "This order has been rejected; change it and submit again."
    ),
    ApprovalStatus.CHANGES_REQUESTED: Blocker(
        BlockerCode.APPROVAL_CHANGES_REQUESTED, "The approver asks for changes."
    ),
}
