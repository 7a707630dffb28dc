"""An edition's rows, a member and answers in, answers that passed every rule out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saleor_w2p_plugin.companies.members import variables_of
from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.design.fields import clean
from saleor_w2p_plugin.design.fingerprint import fingerprint
from saleor_w2p_plugin.design.variables import defaults
from saleor_w2p_plugin.models import (
    BrandRevision,
    CompanyMember,
    DesignRevision,
    Personalization,
    Picture,
    PressRevision,
)
from saleor_w2p_plugin.personalization.editions import Edition, compiled, document, edition
from saleor_w2p_plugin.personalization.pictures import CompanyPictures, named
from saleor_w2p_plugin.rendering import check


@dataclass(frozen=True, slots=True)
class Rows:
    """What decides what is printed but for the answers, as rows."""

    revision: DesignRevision
    brand: BrandRevision | None
    press: PressRevision | None
    output: str

    @classmethod
    def of(cls, personalization: Personalization) -> Rows:
        """Return those that a personalization was filled in with."""
        found = personalization
        return cls(found.revision, found.brand, found.press, found.output)

    @property
    def edition(self) -> Edition:
        """The edition that they name."""
        return edition(self.revision, self.brand, self.press, self.output)


@dataclass(frozen=True, slots=True)
class Filled:
    """Answers that passed every rule, the rows they were filled in with, the pictures they name,
    and what all that prints as."""

    rows: Rows
    answers: dict[str, str]
    pictures: list[Picture]
    fingerprint: str

    def put_into(self, personalization: Personalization) -> Personalization:
        """Write all of it but the pictures to a row, which is not saved."""
        row = personalization
        row.revision, row.brand = self.rows.revision, self.rows.brand
        row.press, row.output = self.rows.press, self.rows.output
        row.answers, row.fingerprint = self.answers, self.fingerprint
        return row


def prefilled(of: Edition, member: CompanyMember) -> dict[str, str]:
    """Return the answers that a member finds in the form."""
    person = host().person(member.user_id)
    return defaults(document(of), variables_of(member, person) if person else {})


def fill_in(
    rows: Rows, member: CompanyMember, answers: Mapping[str, str], unless_given: Mapping[str, str]
) -> Filled:
    """Check answers by every rule that print has: fields, pictures, layout.

    Raises W2PError with every problem of `design.fields.clean`, of `pictures.named` or of
    `rendering.check`.
    """
    design = document(rows.edition)
    complete = clean(design, answers, role=member.role, defaults=unless_given)
    pictures = named(design, complete, member.company_id)
    check(compiled(rows.edition), complete, CompanyPictures(member.company_id, design))
    return Filled(rows, complete, pictures, fingerprint(design.digest, complete))
