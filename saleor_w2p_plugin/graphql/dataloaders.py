"""Ids in, rows out, one query per kind and request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from promise import Promise
from promise.dataloader import DataLoader

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.host.ports import Person, Requestor
from saleor_w2p_plugin.models import (
    ApprovalDecision,
    ApprovalLine,
    ApprovalRequest,
    ApprovalRequestStep,
    BrandRevision,
    CompanyMember,
    JobTicket,
    Personalization,
    Picture,
    PictureUse,
    PrintProduct,
)


class Loader(DataLoader):
    """One loader per request, kept on the request until a mutation changes rows."""

    def __new__(cls, context: Any) -> Loader:
        """Return the loader of this request."""
        kept = context.__dict__.setdefault("w2p_loaders", {})
        if cls not in kept:
            kept[cls] = super().__new__(cls)
        return kept[cls]

    def __init__(self, context: Any) -> None:
        if getattr(self, "context", None) is not context:
            self.context = context
            super().__init__()

    def batch_load_fn(self, keys: Sequence[Any]) -> Promise:
        """Load all keys at once, from the database that this request may read."""
        with host().reading(self.context) as using:
            return Promise.resolve(self.rows(keys, using))

    def rows(self, keys: Sequence[Any], using: str) -> list[Any]:
        """Return one value per key, in the order of the keys."""
        raise NotImplementedError


def _by_key(rows: Iterable[Any], attribute: str, keys: Sequence[Any]) -> list[Any]:
    found = {getattr(row, attribute): row for row in rows}
    return [found.get(key) for key in keys]


def _lists(rows: Iterable[Any], attribute: str, keys: Sequence[Any]) -> list[list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, attribute)].append(row)
    return [found[key] for key in keys]


class MembershipsByUser(Loader):
    """Active memberships of people."""

    def rows(self, keys: Sequence[int], using: str) -> list[list[CompanyMember]]:
        members = CompanyMember.objects.using(using).active().filter(user_id__in=keys)
        return _lists(members.acting(), "user_id", keys)


class BrandById(Loader):
    """Brands, documents included."""

    def rows(self, keys: Sequence[int], using: str) -> list[BrandRevision | None]:
        return _by_key(BrandRevision.objects.using(using).filter(pk__in=keys), "pk", keys)


class PrintProductByProduct(Loader):
    """What products are printed from, where that is published."""

    def rows(self, keys: Sequence[int], using: str) -> list[PrintProduct | None]:
        printed = PrintProduct.objects.using(using).filter(product_id__in=keys)
        return _by_key(printed.printable(), "product_id", keys)


class PersonalizationById(Loader):
    """Personalizations by their own id."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[Personalization | None]:
        found = Personalization.objects.using(using).filter(pk__in=keys)
        return _by_key(found.printable(), "pk", keys)


class PersonalizationByLine(Loader):
    """Personalizations by the checkout line they are tied to."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[Personalization | None]:
        found = Personalization.objects.using(using).filter(checkout_line_id__in=keys)
        return _by_key(found.printable(), "checkout_line_id", keys)


class PicturesByPersonalization(Loader):
    """The pictures that personalizations print, by their checksums."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[dict[str, Picture]]:
        found: dict[UUID, dict[str, Picture]] = defaultdict(dict)
        uses = PictureUse.objects.using(using).filter(personalization_id__in=keys)
        for use in uses.select_related("picture"):
            found[use.personalization_id][use.picture.sha256] = use.picture
        return [found[key] for key in keys]


class TicketByOrderLine(Loader):
    """Job tickets by order line."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[JobTicket | None]:
        tickets = JobTicket.objects.using(using).filter(order_line_id__in=keys)
        rows = tickets.select_related("artifact", "personalization")
        return _by_key(rows, "order_line_id", keys)


class TicketsByOrder(Loader):
    """Job tickets by order."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[list[JobTicket]]:
        tickets = JobTicket.objects.using(using).filter(order_id__in=keys)
        return _lists(tickets.select_related("artifact", "personalization"), "order_id", keys)


class PersonById(Loader):
    """People by account; nearly always the one who asks."""

    def rows(self, keys: Sequence[int], using: str) -> list[Person | None]:
        return [host().person(key, using) for key in keys]


class LatestRequestByCheckout(Loader):
    """The newest approval request of checkouts."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[ApprovalRequest | None]:
        found = ApprovalRequest.objects.using(using).filter(checkout_id__in=keys)
        # The newest comes last, and stays.
        rows = found.select_related("company").order_by("created_at", "-pk")
        return _by_key(rows, "checkout_id", keys)


class LinesByRequest(Loader):
    """Frozen lines by approval request."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[list[ApprovalLine]]:
        lines = ApprovalLine.objects.using(using).filter(request_id__in=keys)
        return _lists(lines, "request_id", keys)


class StepsByRequest(Loader):
    """Frozen steps by approval request, in order."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[list[ApprovalRequestStep]]:
        steps = ApprovalRequestStep.objects.using(using).filter(request_id__in=keys)
        return _lists(steps.order_by("position"), "request_id", keys)


class DecisionsByRequest(Loader):
    """Decisions by approval request, oldest first."""

    def rows(self, keys: Sequence[UUID], using: str) -> list[list[ApprovalDecision]]:
        decisions = ApprovalDecision.objects.using(using).filter(step__request_id__in=keys)
        found: dict[UUID, list[ApprovalDecision]] = defaultdict(list)
        for decision in decisions.select_related("step"):
            found[decision.step.request_id].append(decision)
        return [found[key] for key in keys]


def forget(context: Any) -> None:
    """Drop what was loaded before a mutation; other fields of its request must see its effect."""
    context.__dict__.pop("w2p_loaders", None)


def asking(context: Any) -> Promise:
    """Resolve to (requestor, memberships) of this request; memberships are read once."""
    requestor: Requestor = host().requestor(context)
    if requestor.user_id is None:
        return Promise.resolve((requestor, []))
    memberships = MembershipsByUser(context).load(requestor.user_id)
    return memberships.then(lambda found: (requestor, found))


def asking_person(context: Any) -> Promise:
    """Resolve to the account of who asks, or None; read once."""
    user_id = host().requestor(context).user_id
    return PersonById(context).load(user_id) if user_id is not None else Promise.resolve(None)
