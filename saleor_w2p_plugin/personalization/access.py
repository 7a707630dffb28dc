"""Answers: who may look at a personalization, and who may change it?"""

from __future__ import annotations

from collections.abc import Iterable

from saleor_w2p_plugin.errors import Code, W2PError, refuse
from saleor_w2p_plugin.host.ports import Requestor
from saleor_w2p_plugin.models import CompanyMember, Personalization, Role
from saleor_w2p_plugin.models.company import OVERSEERS

EDITORS = (Role.BRAND_OWNER, Role.COMPANY_ADMIN)
"""Roles that may change what others of the company have personalised."""


def may_view(
    requestor: Requestor, memberships: Iterable[CompanyMember], personalization: Personalization
) -> bool:
    """Tell whether it exists for this person: owner, overseers of the company, and operators."""
    if requestor.is_operator:
        return True
    return any(
        member.company_id == personalization.company_id
        and (personalization.owner_id == requestor.user_id or member.role in OVERSEERS)
        for member in memberships
    )


def may_edit(
    requestor: Requestor, memberships: Iterable[CompanyMember], personalization: Personalization
) -> bool:
    """Tell whether this person may change it: the owner, and editors of the company."""
    return any(
        member.company_id == personalization.company_id
        and (personalization.owner_id == requestor.user_id or member.role in EDITORS)
        for member in memberships
    )


def not_found() -> W2PError:
    """Build the refusal that is the same for what is missing and for what is somebody else's."""
    return refuse(Code.NOT_FOUND, "There is no such personalization.", "id")
