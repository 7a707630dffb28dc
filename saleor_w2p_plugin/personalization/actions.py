"""Answers in, personalization out: create one, change one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from saleor_w2p_plugin.catalogs.visibility import companies_selling, hidden_variants
from saleor_w2p_plugin.companies.members import active_memberships, membership_in
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.design.fields import kept
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import (
    ApprovalRequest,
    ApprovalStatus,
    CompanyMember,
    Personalization,
    PrintProduct,
)
from saleor_w2p_plugin.personalization.access import may_edit, not_found
from saleor_w2p_plugin.personalization.editions import document, print_product
from saleor_w2p_plugin.personalization.filling import Filled, Rows, fill_in, prefilled
from saleor_w2p_plugin.personalization.pictures import use


def create(
    requestor: Requestor, variant_id: int, company_id: int | None, answers: Mapping[str, str]
) -> Personalization:
    """Fill in the current design of a variant for a company, in its brand, for its press.

    Raises W2PError: NOT_FOUND for a variant this person may not buy, NOT_PERSONALIZABLE,
    COMPANY_REQUIRED, NOT_A_MEMBER, and every problem of `filling.fill_in`. Nothing is stored then.
    """
    printed, member = offered(requestor, variant_id, company_id)
    if printed.design.current is None:
        raise _no_design()
    rows = Rows(printed.design.current, member.company.brand, printed.press, printed.output)
    filled = fill_in(rows, member, answers, prefilled(rows.edition, member))
    return store_new(requestor, variant_id, member, filled)


def update(
    requestor: Requestor, personalization_id: UUID, answers: Mapping[str, str]
) -> Personalization:
    """Replace answers of a personalization; fields that are not named keep theirs.

    The design stays the one it was filled in with; brand and press become those that the company
    and the product have now, since a change has to be looked at again anyway. A locked field is
    held against the stored answer, so that a buyer may still change the rest of what a brand owner
    has touched. Approvals that were asked for or given become STALE. Raises W2PError: NOT_FOUND,
    PERSONALIZATION_LOCKED once it is ordered, STALE, and as `create`. Nothing is stored then.
    """
    found, member = editable(requestor, personalization_id)
    printed = printed_by(found)
    press = printed.press if printed else found.press
    rows = Rows(found.revision, member.company.brand, press, found.output)
    unless_given = kept(document(rows.edition), found.answers, prefilled(rows.edition, member))
    return store_again(found, fill_in(rows, member, answers, unless_given))


def offered(
    requestor: Requestor, variant_id: int, company_id: int | None
) -> tuple[PrintProduct, CompanyMember]:
    """Return what a variant is printed from, and the membership to buy it by.

    Raises W2PError as `create`, but for what is wrong with answers.
    """
    if requestor.user_id is None:
        raise refuse(Code.NOT_A_MEMBER, "Sign in to personalise this.")
    variant = host().variant(variant_id)
    if variant is None or hidden_variants(requestor.user_id, [variant_id], "default"):
        raise refuse(Code.NOT_FOUND, "There is no such variant.", "variantId")
    printed = print_product(variant.product_id)
    if printed is None:
        raise _no_design()
    memberships = active_memberships(requestor.user_id)
    selling = companies_selling(
        [variant.product_id], (member.company_id for member in memberships), "default"
    )
    member = membership_in(memberships, selling.get(variant.product_id, set()), company_id)
    if host().person(member.user_id) is None:
        raise refuse(Code.NOT_A_MEMBER, "The account is gone.")
    return printed, member


def editable(
    requestor: Requestor, personalization_id: UUID
) -> tuple[Personalization, CompanyMember]:
    """Return a personalization that this person may change, and the membership to do it by.

    Raises W2PError with NOT_FOUND.
    """
    found = Personalization.objects.printable().filter(pk=personalization_id).first()
    memberships = active_memberships(requestor.user_id)
    if found is None or not may_edit(requestor, memberships, found):
        raise not_found()
    return found, next(each for each in memberships if each.company_id == found.company_id)


def printed_by(personalization: Personalization) -> PrintProduct | None:
    """Return the print product of a personalization; None where it prints another design now."""
    key = personalization.variant_id
    variant = host().variant(key) if key is not None else None
    printed = print_product(variant.product_id) if variant else None
    is_same = printed and printed.design_id == personalization.revision.design_id
    return printed if is_same else None


@transaction.atomic
def store_new(
    requestor: Requestor, variant_id: int, member: CompanyMember, filled: Filled
) -> Personalization:
    """Store what is filled in as a personalization of a person for a company."""
    new = Personalization(owner_id=requestor.user_id, company=member.company, variant_id=variant_id)
    filled.put_into(new).save(force_insert=True)
    use(new, filled.pictures)
    return new


@transaction.atomic
def store_again(found: Personalization, filled: Filled) -> Personalization:
    """Change what is printed, and put aside the requests that were shown something else.

    The row is locked only now, since checking sets text. Raises W2PError: PERSONALIZATION_LOCKED,
    STALE where it is no longer what was found.
    """
    rows = Personalization.objects.printable().select_for_update(of=("self",))
    locked = rows.get(pk=found.pk)
    if locked.is_locked:
        raise refuse(Code.PERSONALIZATION_LOCKED, "This has been ordered.", "id")
    if locked.fingerprint != found.fingerprint:
        raise refuse(Code.STALE, "Somebody else has just changed this; look again.", "id")
    if filled.fingerprint != locked.fingerprint:
        filled.put_into(locked).save()
        use(locked, filled.pictures)
        requests = ApprovalRequest.objects.showing(locked).active()
        requests.update(status=ApprovalStatus.STALE)
    return locked


def _no_design() -> Exception:
    return refuse(Code.NOT_PERSONALIZABLE, "This product has no design.", "variantId")
