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
    DesignRevision,
    Personalization,
)
from saleor_w2p_plugin.personalization.access import may_edit, not_found
from saleor_w2p_plugin.personalization.revisions import compiled, current_revision, document
from saleor_w2p_plugin.rendering import check


@dataclass(frozen=True, slots=True)
class _Filled:
    """Answers that passed every rule, and what they print as."""

    answers: dict[str, str]
    fingerprint: str


def create(
    requestor: Requestor, variant_id: int, company_id: int | None, answers: Mapping[str, str]
) -> Personalization:
    """Fill in the current design of a variant for a company.

    Raises W2PError: NOT_FOUND for a variant this person may not buy, NOT_PERSONALIZABLE,
    COMPANY_REQUIRED, NOT_A_MEMBER, and every problem of `design.fields.clean` and
    `rendering.check`. Nothing is stored then.
    """
    variant = _buyable_variant(requestor, variant_id)
    revision = current_revision(variant.product_id)
    if revision is None:
        raise refuse(Code.NOT_PERSONALIZABLE, "This product has no design.", "variantId")
    memberships = active_memberships(requestor.user_id)
    selling = companies_selling(
        [variant.product_id], (member.company_id for member in memberships), "default"
    )
    member = membership_in(memberships, selling.get(variant.product_id, set()), company_id)
    person = host().person(member.user_id)
    if person is None:
        raise refuse(Code.NOT_A_MEMBER, "The account is gone.")
    prefilled = defaults(document(revision.digest), variables_of(member, person))
    filled = _fill_in(revision, member, answers, prefilled)
    return Personalization.objects.create(
        owner_id=requestor.user_id,
        company=member.company,
        variant_id=variant.id,
        revision=revision,
        answers=filled.answers,
        fingerprint=filled.fingerprint,
    )


def update(
    requestor: Requestor, personalization_id: UUID, answers: Mapping[str, str]
) -> Personalization:
    """Replace answers of a personalization; fields that are not named keep theirs.

    A locked field is held against the stored answer, so that a buyer may still change the rest of
    what a brand owner has touched. Approvals that were asked for or given become STALE. Rules are
    checked before the row is locked, since they set text. Raises W2PError: NOT_FOUND,
    PERSONALIZATION_LOCKED once it is ordered, and as `create`. Nothing is stored then.
    """
    rows = Personalization.objects.select_related("revision__design", "company")
    found = rows.filter(pk=personalization_id).first()
    memberships = active_memberships(requestor.user_id)
    if found is None or not may_edit(requestor, memberships, found):
        raise not_found()
    member = next(member for member in memberships if member.company_id == found.company_id)
    design, person = document(found.revision.digest), host().person(member.user_id)
    prefilled = defaults(design, variables_of(member, person) if person else {})
    unless_given = kept(design, found.answers, prefilled)
    filled = _fill_in(found.revision, member, answers, unless_given)
    with transaction.atomic():
        locked = rows.select_for_update(of=("self",)).get(pk=found.pk)
        if locked.is_locked:
            raise refuse(Code.PERSONALIZATION_LOCKED, "This has been ordered.", "id")
        if locked.fingerprint != found.fingerprint:
            raise refuse(Code.STALE, "Somebody else has just changed this; look again.", "id")
        if filled.fingerprint != locked.fingerprint:
            _store(locked, filled)
    return locked


def _store(personalization: Personalization, filled: _Filled) -> None:
    """Change what is printed, and put aside the requests that were shown something else."""
    personalization.answers = filled.answers
    personalization.fingerprint = filled.fingerprint
    personalization.save(update_fields=["answers", "fingerprint", "updated_at"])
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
    revision: DesignRevision,
    member: CompanyMember,
    answers: Mapping[str, str],
    unless_given: Mapping[str, str],
) -> _Filled:
    design = document(revision.digest)
    complete = clean(design, answers, role=member.role, defaults=unless_given)
    check(compiled(revision.digest), complete)
    return _Filled(complete, fingerprint(revision.digest, complete))
