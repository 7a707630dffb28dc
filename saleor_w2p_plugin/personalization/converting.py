"""A personalization of an earlier revision in, one of the current revision and what differs out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from saleor_w2p_plugin.design import differences
from saleor_w2p_plugin.design.differences import Difference
from saleor_w2p_plugin.design.fields import carried
from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import (
    CompanyMember,
    Personalization,
    PrintProduct,
    RevisionPolicy,
)
from saleor_w2p_plugin.personalization.actions import (
    editable,
    offered,
    printed_by,
    store_again,
    store_new,
)
from saleor_w2p_plugin.personalization.editions import document
from saleor_w2p_plugin.personalization.filling import Filled, Rows, fill_in, prefilled


@dataclass(frozen=True, slots=True)
class Converted:
    """A personalization, and how its answers differ from those it was made of."""

    personalization: Personalization
    differences: list[Difference]


def has_changed(personalization: Personalization) -> bool:
    """Tell whether its design has another current revision, and does not keep what is filled in."""
    design = personalization.revision.design
    is_current = design.current_id in (None, personalization.revision_id)
    return not is_current and design.on_new_revision != RevisionPolicy.KEEP


def convert(
    requestor: Requestor, personalization_id: UUID, answers: Mapping[str, str] | None
) -> Converted:
    """Fill in the current revision of a personalization's design, in the present brand.

    Answers that are not given are carried over, checked by the rules of the new revision; a design
    that stops takes the given ones alone, and defaults. Approvals become STALE as by `update`.
    Raises W2PError: NOT_FOUND, PERSONALIZATION_LOCKED, NOT_PERSONALIZABLE, REVISION_CHANGED where a
    design that stops is given no answers, STALE, and every problem of `filling.fill_in`. Nothing is
    stored then.
    """
    found, member = editable(requestor, personalization_id)
    filled = _converted(found, printed_by(found), member, answers)
    old = found.answers
    changed = store_again(found, filled)
    return Converted(changed, differences.of_answers(old, filled.answers))


def reorder(requestor: Requestor, personalization_id: UUID) -> Converted:
    """Make a new personalization of one that has been ordered, to be ordered again.

    As its design says of a new revision, it is the same print (same fingerprint), converted, or
    refused. Raises W2PError: NOT_FOUND for what this person may not change, NOT_ORDERED,
    REVISION_CHANGED where the design stops, and as `create` where the product is no longer sold to
    this person, or printed from another design. Nothing is stored then.
    """
    found, _member = editable(requestor, personalization_id)
    if not found.is_locked:
        raise refuse(Code.NOT_ORDERED, "This has not been ordered; it can be put in a cart.", "id")
    if found.variant_id is None:
        raise refuse(Code.NOT_FOUND, "The variant is no longer sold.", "variantId")
    printed, member = offered(requestor, found.variant_id, found.company_id)
    if printed.design_id != found.revision.design_id:
        raise refuse(Code.NOT_PERSONALIZABLE, "It is printed from another design now.", "variantId")
    filled = _converted(found, printed, member, None) if has_changed(found) else _same(found)
    new = store_new(requestor, found.variant_id, member, filled)
    return Converted(new, differences.of_answers(found.answers, filled.answers))


def _converted(
    found: Personalization,
    printed: PrintProduct | None,
    member: CompanyMember,
    answers: Mapping[str, str] | None,
) -> Filled:
    design = found.revision.design
    if design.current is None:
        raise refuse(Code.NOT_PERSONALIZABLE, "The design is no longer published.", "id")
    press, output = (printed.press, printed.output) if printed else (found.press, found.output)
    rows = Rows(design.current, member.company.brand, press, output)
    unless_given = prefilled(rows.edition, member)
    if design.on_new_revision == RevisionPolicy.STOP and design.current_id != found.revision_id:
        if answers is None:
            message = "This design has changed and must be filled in again."
            raise refuse(Code.REVISION_CHANGED, message, "answers")
    else:
        before = Rows.of(found).edition
        unless_given = carried(
            document(before),
            document(rows.edition),
            found.answers,
            prefilled(before, member),
            unless_given,
        )
    return fill_in(rows, member, answers or {}, unless_given)


def _same(found: Personalization) -> Filled:
    uses = found.picture_uses.select_related("picture")
    return Filled(Rows.of(found), found.answers, [each.picture for each in uses], found.fingerprint)
