"""Answers in, personalization out: create one, change one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from saleor_w2p_plugin.catalogs.visibility import companies_selling, hidden_variants
from saleor_w2p_plugin.companies.members import active_memberships, membership_in, variables_of
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.design.fields import clean, kept
from saleor_w2p_plugin.design.fingerprint import fingerprint
from saleor_w2p_plugin.design.variables import defaults
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.ports import Requestor, Variant
from saleor_w2p_plugin.models import (
    ApprovalRequest,
    ApprovalStatus,
    CompanyMember,
    Personalization,
    Picture,
)
from saleor_w2p_plugin.personalization.access import may_edit, not_found
from saleor_w2p_plugin.personalization.editions import (
    Edition,
    compiled,
    document,
    edition,
    print_product,
)
from saleor_w2p_plugin.personalization.pictures import CompanyPictures, named, use
from saleor_w2p_plugin.rendering import check


@dataclass(frozen=True, slots=True)
class _Filled:
    """Answers that passed every rule, the pictures they name, and what they print as."""

    answers: dict[str, str]
    pictures: list[Picture]
    fingerprint: str


def create(
    requestor: Requestor, variant_id: int, company_id: int | None, answers: Mapping[str, str]
) -> Personalization:
    """Fill in the current design of a variant for a company, in its brand.

    Raises W2PError: NOT_FOUND for a variant this person may not buy, NOT_PERSONALIZABLE,
    COMPANY_REQUIRED, NOT_A_MEMBER, and every problem of `design.fields.clean`, of
    `pictures.named` and of `rendering.check`. Nothing is stored then.
    """
    variant = _buyable_variant(requestor, variant_id)
    printed = print_product(variant.product_id)
    if printed is None or printed.design.current is None:
        raise refuse(Code.NOT_PERSONALIZABLE, "This product has no design.", "variantId")
    memberships = active_memberships(requestor.user_id)
    selling = companies_selling(
        [variant.product_id], (member.company_id for member in memberships), "default"
    )
    member = membership_in(memberships, selling.get(variant.product_id, set()), company_id)
    person = host().person(member.user_id)
    if person is None:
        raise refuse(Code.NOT_A_MEMBER, "The account is gone.")
    revision, brand = printed.design.current, member.company.brand
    of = edition(revision, brand, printed.output)
    prefilled = defaults(document(of), variables_of(member, person))
    filled = _fill_in(of, member, answers, prefilled)
    with transaction.atomic():
        created = Personalization.objects.create(
            owner_id=requestor.user_id,
            company=member.company,
            variant_id=variant.id,
            revision=revision,
            brand=brand,
            output=printed.output,
            answers=filled.answers,
            fingerprint=filled.fingerprint,
        )
        use(created, filled.pictures)
    return created


def update(
    requestor: Requestor, personalization_id: UUID, answers: Mapping[str, str]
) -> Personalization:
    """Replace answers of a personalization; fields that are not named keep theirs.

    The design stays the one it was filled in with; the brand becomes the one that the company has
    now, since a change has to be looked at again anyway. A locked field is held against the stored
    answer, so that a buyer may still change the rest of what a brand owner has touched. Approvals
    that were asked for or given become STALE. Rules are checked before the row is locked, since
    they set text. Raises W2PError: NOT_FOUND, PERSONALIZATION_LOCKED once it is ordered, and as
    `create`. Nothing is stored then.
    """
    rows = Personalization.objects.printable()
    found = rows.filter(pk=personalization_id).first()
    memberships = active_memberships(requestor.user_id)
    if found is None or not may_edit(requestor, memberships, found):
        raise not_found()
    member = next(member for member in memberships if member.company_id == found.company_id)
    brand = member.company.brand
    of = edition(found.revision, brand, found.output)
    design, person = document(of), host().person(member.user_id)
    prefilled = defaults(design, variables_of(member, person) if person else {})
    filled = _fill_in(of, member, answers, kept(design, found.answers, prefilled))
    with transaction.atomic():
        locked = rows.select_for_update(of=("self",)).get(pk=found.pk)
        if locked.is_locked:
            raise refuse(Code.PERSONALIZATION_LOCKED, "This has been ordered.", "id")
        if locked.fingerprint != found.fingerprint:
            raise refuse(Code.STALE, "Somebody else has just changed this; look again.", "id")
        if filled.fingerprint != locked.fingerprint:
            locked.brand = brand
            _store(locked, filled)
    return locked


def _store(personalization: Personalization, filled: _Filled) -> None:
    """Change what is printed, and put aside the requests that were shown something else."""
    personalization.answers = filled.answers
    personalization.fingerprint = filled.fingerprint
    personalization.save(update_fields=["answers", "brand", "fingerprint", "updated_at"])
    use(personalization, filled.pictures)
    requests = ApprovalRequest.objects.showing(personalization).active()
    requests.update(status=ApprovalStatus.STALE)


def _buyable_variant(requestor: Requestor, variant_id: int) -> Variant:
    if requestor.user_id is None:
        raise refuse(Code.NOT_A_MEMBER, "Sign in to personalise this.")
    variant = host().variant(variant_id)
    if variant is None or hidden_variants(requestor.user_id, [variant_id], "default"):
        raise refuse(Code.NOT_FOUND, "There is no such variant.", "variantId")
    return variant


def _fill_in(
    of: Edition, member: CompanyMember, answers: Mapping[str, str], unless_given: Mapping[str, str]
) -> _Filled:
    design = document(of)
    complete = clean(design, answers, role=member.role, defaults=unless_given)
    pictures = named(design, complete, member.company_id)
    check(compiled(of), complete, CompanyPictures(member.company_id, design))
    return _Filled(complete, pictures, fingerprint(design.digest, complete))
