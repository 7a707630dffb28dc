"""Answers: for which companies may this person act, and in which role?"""

from __future__ import annotations

from saleor_w2p_plugin.errors import Code, refuse
from saleor_w2p_plugin.host.ports import Person
from saleor_w2p_plugin.models import CompanyMember


def active_memberships(user_id: int | None, using: str = "default") -> list[CompanyMember]:
    """List the memberships a person may act by, companies and brands included; empty for nobody."""
    if user_id is None:
        return []
    members = CompanyMember.objects.using(using).active().filter(user_id=user_id)
    return list(members.acting())


def membership_in(
    memberships: list[CompanyMember], company_ids: set[int], company_id: int | None
) -> CompanyMember:
    """Pick the membership to act by, among companies that come into question.

    Raises W2PError with COMPANY_REQUIRED where several fit and none is named, NOT_A_MEMBER where
    the named one, or any, does not fit.
    """
    fitting = [member for member in memberships if member.company_id in company_ids]
    if company_id is not None:
        fitting = [member for member in fitting if member.company_id == company_id]
    if not fitting:
        raise refuse(Code.NOT_A_MEMBER, "You do not buy for this company.", "companyId")
    if len(fitting) > 1:
        raise refuse(Code.COMPANY_REQUIRED, "Say for which company you buy.", "companyId")
    return fitting[0]


def variables_of(member: CompanyMember, person: Person) -> dict[str, str]:
    """Collect what a design may take as defaults; names as in `design.variables`."""
    return {
        "member.full_name": person.full_name,
        "member.email": person.email,
        "member.title": member.title,
        "member.phone": member.phone,
        "company.name": member.company.name,
        "company.website": member.company.website,
    }
