"""Job tickets and print files in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from promise import Promise

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.graphql.base import enum_of, node, non_null_list
from saleor_w2p_plugin.graphql.dataloaders import TicketByOrderLine, TicketsByOrder, asking
from saleor_w2p_plugin.graphql.scalars import date_time
from saleor_w2p_plugin.graphql.types.personalization import load_personalization
from saleor_w2p_plugin.host.rows import linked_personalization
from saleor_w2p_plugin.models import JobTicket, JobTicketStatus
from saleor_w2p_plugin.personalization.access import may_view
from saleor_w2p_plugin.prepress.preflight import Severity
from saleor_w2p_plugin.production.download import file_link, file_name
from saleor_w2p_plugin.production.paperwork import sheet_link, xjdf_link
from saleor_w2p_plugin.production.reports import report_link

W2PJobTicketStatus = enum_of(
    "W2PJobTicketStatus", JobTicketStatus, "Where the production of an order line stands."
)
W2PSeverity = enum_of(
    "W2PSeverity", Severity, "How grave a finding of preflight is; BLOCK stops production."
)


class W2PArea(graphene.ObjectType):
    """A rectangle on a page."""

    left_pt = graphene.Float(required=True, description="The left side.")
    bottom_pt = graphene.Float(required=True, description="The lower side.")
    right_pt = graphene.Float(required=True, description="The right side.")
    top_pt = graphene.Float(required=True, description="The upper side.")

    class Meta:
        description = "A rectangle on a page, in points of the page's own coordinates."


class W2PFinding(graphene.ObjectType):
    """Something that preflight found."""

    rule = graphene.String(required=True, description="The rule that found it.")
    severity = graphene.Field(W2PSeverity, required=True, description="How grave it is.")
    page = graphene.Int(description="The page, counted from 1; null for the whole file.")
    message = graphene.String(required=True, description="What was found, in a sentence.")
    area = graphene.Field(W2PArea, description="Where on the page it is; null for all of it.")
    fix = graphene.String(description="What could put it right, by its name; never done unasked.")

    class Meta:
        description = "Something that preflight found."

    @staticmethod
    def resolve_area(root: dict[str, Any], _info: Any) -> W2PArea | None:
        """Return the area by its sides."""
        return W2PArea(*root["area"]) if root["area"] else None


class W2PPreflightCheck(graphene.ObjectType):
    """A rule that a file was held to."""

    rule = graphene.String(required=True, description="The name of the rule.")
    title = graphene.String(required=True, description="What it asks for, in a sentence.")
    passed = graphene.Boolean(required=True, description="Whether it found nothing.")

    class Meta:
        description = "A rule of preflight that a file was held to."


class W2PPreflightReport(graphene.ObjectType):
    """What preflight says of a file."""

    passed = graphene.Boolean(required=True, description="Whether nothing blocks printing.")
    standard = graphene.String(description="The standard that the file says it obeys.")
    checks = non_null_list(W2PPreflightCheck, description="The rules that the file was held to.")
    findings = non_null_list(W2PFinding, description="What was found; empty where all is well.")

    class Meta:
        description = "What preflight says of a print file."

    @staticmethod
    def resolve_checks(root: dict[str, Any], _info: Any) -> list[W2PPreflightCheck]:
        """Return the rules in the order in which they ran."""
        return [
            W2PPreflightCheck(rule=each["id"], title=each["title"], passed=each["passed"])
            for each in root["rules"]
        ]


class W2PArtifact(graphene.ObjectType):
    """A press-ready PDF."""

    url = graphene.String(required=True, description="Signed address of the file.")
    expires_at = date_time(required=True, description="Until when the address works.")
    file_name = graphene.String(required=True, description="The name to save it under.")
    size = graphene.Int(required=True, description="Size in bytes.")
    sha256 = graphene.String(required=True, description="SHA-256 of the file.")
    findings = non_null_list(W2PFinding, description="What preflight found.")

    class Meta:
        description = "A press-ready PDF."


class W2PJobTicket(graphene.ObjectType):
    """The production order for one order line."""

    id = graphene.ID(required=True, description="The ID of the ticket.")
    status = graphene.Field(W2PJobTicketStatus, required=True, description="Where it stands.")
    fingerprint = graphene.String(required=True, description="Fingerprint of what is printed.")
    quantity = graphene.Int(required=True, description="How many.")
    message = graphene.String(required=True, description="Why it went no further, if so.")
    artifact = graphene.Field(W2PArtifact, description="The print file, once it is ready.")
    report = graphene.Field(
        W2PPreflightReport,
        description="What preflight says of the print file, once it is ready; for operators also "
        "of one that must not be printed.",
    )
    report_url = graphene.String(
        description="Signed address of the report as a PDF, with pictures of what was found."
    )
    ticket_url = graphene.String(
        description="Signed address of the ticket as a PDF, whatever its state; for operators."
    )
    xjdf_url = graphene.String(
        description="Signed address of the ticket as XJDF, once it is ready; for operators."
    )

    class Meta:
        description = "The production order for one order line."

    @staticmethod
    def resolve_id(root: JobTicket, _info: Any) -> str:
        """Return the relay id."""
        return str(graphene.Node.to_global_id("W2PJobTicket", root.pk))

    @staticmethod
    def resolve_artifact(root: JobTicket, _info: Any) -> dict[str, Any] | None:
        """Return the print file with a fresh address; a file that is not ready is not given out."""
        if root.artifact is None or root.status != JobTicketStatus.READY:
            return None
        link = file_link(root)
        return {
            "url": link.url,
            "expires_at": link.expires_at,
            "file_name": file_name(root),
            "size": root.artifact.size,
            "sha256": root.artifact.sha256,
            "findings": root.artifact.report["findings"],
        }

    @staticmethod
    def resolve_report(root: JobTicket, info: Any) -> Any:
        """Return the report, where the person who asks may see it."""
        if root.artifact is None or not _may_see_report(root, info):
            return None
        return root.artifact.report

    @staticmethod
    def resolve_report_url(root: JobTicket, info: Any) -> str | None:
        """Return a fresh address of the report."""
        link = report_link(root) if _may_see_report(root, info) else None
        return link.url if link else None

    @staticmethod
    def resolve_ticket_url(root: JobTicket, info: Any) -> str | None:
        """Return a fresh address of the sheet."""
        return sheet_link(root).url if _is_operator(info) else None

    @staticmethod
    def resolve_xjdf_url(root: JobTicket, info: Any) -> str | None:
        """Return a fresh address of the XJDF."""
        link = xjdf_link(root) if _is_operator(info) else None
        return link.url if link else None


def _is_operator(info: Any) -> bool:
    return bool(host().requestor(info.context).is_operator)


def _may_see_report(ticket: JobTicket, info: Any) -> bool:
    """Tell whether the report is for the person who asks; it shows the file, so it is kept from
    customers as the file is."""
    return ticket.status == JobTicketStatus.READY or _is_operator(info)


def resolve_ticket_of_line(root: Any, info: Any) -> Promise:
    """Return the job ticket of an order line."""

    def filter_by(found: list[Any]) -> JobTicket | None:
        (requestor, memberships), ticket = found
        if ticket and may_view(requestor, memberships, ticket.personalization):
            return ticket
        return None

    loading = TicketByOrderLine(info.context).load(node(root).pk)
    return Promise.all([asking(info.context), loading]).then(filter_by)


def resolve_tickets_of_order(root: Any, info: Any) -> Promise:
    """Return the job tickets of an order."""

    def filter_by(found: list[Any]) -> list[JobTicket]:
        (requestor, memberships), tickets = found
        return [
            ticket for ticket in tickets if may_view(requestor, memberships, ticket.personalization)
        ]

    loading = TicketsByOrder(info.context).load(node(root).pk)
    return Promise.all([asking(info.context), loading]).then(filter_by)


def resolve_personalization_of_order_line(root: Any, info: Any) -> Promise | None:
    """Return what an order line prints, whether or not it has a ticket yet."""
    key = linked_personalization(node(root).private_metadata)
    return load_personalization(info, key) if key else None
