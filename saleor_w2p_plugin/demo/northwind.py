"""A product of the shop in, the company Northwind Traders that buys it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from saleor_w2p_plugin.models import (
    ApprovalChain,
    ApprovalStep,
    Catalog,
    CatalogItem,
    Company,
    CompanyMember,
    Design,
    Role,
)
from saleor_w2p_plugin.personalization.publish import print_from


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person of a demo company."""

    email: str
    first_name: str
    last_name: str
    role: Role
    title: str
    phone: str


NORTHWIND = (
    DemoPerson(
        "buyer@northwind.example",
        "Nancy",
        "Davolio",
        Role.BUYER,
        "Sales Representative",
        "+1 206 555 0157",
    ),
    DemoPerson(
        "approver@northwind.example",
        "Andrew",
        "Fuller",
        Role.APPROVER,
        "Vice President, Sales",
        "+1 206 555 0142",
    ),
    DemoPerson(
        "brand@northwind.example",
        "Janet",
        "Leverling",
        Role.BRAND_OWNER,
        "Head of Brand",
        "+1 206 555 0112",
    ),
    DemoPerson(
        "admin@northwind.example",
        "Laura",
        "Callahan",
        Role.COMPANY_ADMIN,
        "Office Manager",
        "+1 206 555 0118",
    ),
)
CONTOSO = (
    DemoPerson(
        "buyer@contoso.example",
        "Omar",
        "Haddad",
        Role.BUYER,
        "Purchasing",
        "+1 312 555 0171",
    ),
)
PASSWORD = "demo"  # noqa: S105  (a demo's log-in, printed for everybody to use)


@transaction.atomic
def open_shop(product_id: int, design: Design, *, password: str | None = None) -> Company:
    """Open a shop for Northwind with one product, its people and a chain of one step.

    Contoso beside it buys nothing, to show what others see. May run again: nothing is doubled.
    `password` is set for people that do not exist yet; without one they cannot sign in.
    """
    print_from(product_id, design)
    company = _company(
        "northwind", "Northwind Traders", "https://northwind.example", NORTHWIND, password
    )
    _company("contoso", "Contoso", "https://contoso.example", CONTOSO, password)
    catalog, _ = Catalog.objects.get_or_create(company=company, name="Stationery")
    CatalogItem.objects.get_or_create(catalog=catalog, product_id=product_id)
    chain, _ = ApprovalChain.objects.get_or_create(
        company=company, is_active=True, defaults={"name": "Print orders"}
    )
    ApprovalStep.objects.get_or_create(
        chain=chain, position=0, defaults={"name": "Sales management", "role": Role.APPROVER}
    )
    return company


def _company(
    slug: str, name: str, website: str, people: tuple[DemoPerson, ...], password: str | None
) -> Company:
    company, _ = Company.objects.get_or_create(
        slug=slug, defaults={"name": name, "website": website}
    )
    for person in people:
        user = _user(person, password)
        CompanyMember.objects.get_or_create(
            company=company,
            user=user,
            defaults={"role": person.role, "title": person.title, "phone": person.phone},
        )
    return company


def _user(person: DemoPerson, password: str | None) -> Any:
    # Neither host's manager can make a user in every version; the model can.
    users: Any = get_user_model()
    user = users.objects.filter(email=person.email).first()
    if user is None:
        user = users(email=person.email, first_name=person.first_name, last_name=person.last_name)
        user.set_password(password)
        user.save()
    return user
