"""What was approved is what is printed: changes after the fact, refusals, and who may see what."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import graphene
import pytest
from django.apps import apps

from saleor_w2p_plugin.models import (
    ApprovalChain,
    ApprovalDecision,
    ApprovalRequest,
    ApprovalStep,
    CompanyMember,
    JobTicket,
    Personalization,
    Role,
)
from tests.fixtures.story import Story
from tests.hosts.shop import Shop

pytestmark = pytest.mark.django_db

Unchanged = Callable[[], AbstractContextManager[None]]


def test_approval_no_longer_counts_when_an_answer_changes(story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved()
    assert story.update(title="Chief of Everything")["errors"] == []
    assert story.blockers() == ["APPROVAL_STALE"]
    refused = story.complete()
    assert refused["order"] is None
    assert [error["code"] for error in refused["errors"]] == ["W2P_APPROVAL_STALE"]
    story.submitted()
    assert story.blockers() == ["APPROVAL_PENDING"]
    statuses = ApprovalRequest.objects.order_by("created_at").values_list("status", flat=True)
    assert list(statuses) == ["stale", "pending"]


def test_approval_no_longer_counts_when_the_quantity_changes(story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved()
    changed = story.buyer.ask(
        "checkout_lines_update", id=story.checkout, lines=[{"lineId": story.line, "quantity": 3}]
    )["checkoutLinesUpdate"]
    assert changed["errors"] == []
    assert story.blockers() == ["APPROVAL_STALE"]


def test_nobody_approves_what_was_changed_and_changed_back_behind_their_back(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.personalised()
    story.update(title="Chief of Everything")
    story.in_cart().bound().submitted()
    story.update(title="Head of Green Coffee Buying")
    query = (
        "query ($id: ID!) { w2pApprovalRequest(id: $id) "
        "{ status canDecide lines { personalization { id } } } }"
    )
    approver = shop.as_("approver")
    seen = approver.post(query, {"id": story.seen["request"]["id"]})["data"]["w2pApprovalRequest"]
    assert seen == {"status": "STALE", "canDecide": False, "lines": [{"personalization": None}]}
    story.update(title="Chief of Everything")
    with unchanged():
        refused = story.decide(approver, "APPROVE")
    assert [error["code"] for error in refused["errors"]] == ["STALE"]
    assert story.blockers() == ["APPROVAL_STALE"]


def test_same_answers_again_leave_an_approval_as_it_is(story: Story, unchanged: Unchanged) -> None:
    story.personalised().in_cart().bound().submitted().approved()
    with unchanged():
        assert story.update(title="Head of Green Coffee Buying")["errors"] == []
    assert story.blockers() == []


def test_request_can_be_turned_down_when_its_cart_is_gone(shop: Shop, story: Story) -> None:
    story.personalised().in_cart().bound().submitted()
    key = graphene.Node.from_global_id(story.checkout)[1]
    apps.get_model("checkout", "Checkout")._default_manager.filter(pk=key).delete()
    approver = shop.as_("approver")
    assert [e["code"] for e in story.decide(approver, "APPROVE")["errors"]] == ["STALE"]
    assert story.decide(approver, "REJECT", reason="Gone")["errors"] == []
    assert approver.ask("approval_inbox")["w2pApprovalInbox"]["totalCount"] == 0


def test_open_request_leaves_the_inbox_when_its_cart_is_ordered_without_it(
    shop: Shop, story: Story
) -> None:
    story.personalised().in_cart().bound().submitted()
    ApprovalChain.objects.update(is_active=False)
    story.ordered().confirmed()
    inbox = shop.as_("approver").ask("approval_inbox")["w2pApprovalInbox"]
    assert inbox["totalCount"] == 0
    assert story.files(story.buyer)["lines"][0]["w2pJobTicket"]["status"] == "READY"


def test_ticket_is_blocked_when_more_is_ordered_than_was_approved(story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered()
    lines = apps.get_model("order", "OrderLine")._default_manager
    lines.update(quantity=50)
    story.confirmed()
    assert story.files(story.buyer)["lines"][0]["w2pJobTicket"]["status"] == "BLOCKED"


def test_second_mutation_of_a_document_shows_what_the_first_has_changed(
    shop: Shop, story: Story
) -> None:
    chain = ApprovalChain.objects.get(company=shop.company)
    ApprovalStep.objects.create(chain=chain, position=1, name="Again", role=Role.APPROVER)
    story.personalised().in_cart().bound().submitted()
    document = """
    mutation ($id: ID!, $seen: String!) {
      a: w2pApprovalDecide(id: $id, decision: APPROVE, expectFingerprint: $seen) {
        approvalRequest { steps { status } }
      }
      b: w2pApprovalDecide(id: $id, decision: APPROVE, expectFingerprint: $seen) {
        approvalRequest { steps { status } decisions { decision } }
      }
    }
    """
    request = story.seen["request"]
    answer = shop.as_("approver").post(
        document, {"id": request["id"], "seen": request["fingerprint"]}
    )["data"]
    assert answer["a"]["approvalRequest"]["steps"] == [{"status": "APPROVED"}, {"status": "ACTIVE"}]
    assert answer["b"]["approvalRequest"]["steps"] == [{"status": "APPROVED"}] * 2
    assert len(answer["b"]["approvalRequest"]["decisions"]) == 2


@pytest.mark.parametrize("text", ["a\u0007b", "a\u0000b", "x" * 2001])
def test_submission_is_refused_when_the_note_is_not_text(
    text: str, story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart().bound()
    with unchanged():
        refused = story.buyer.ask("approval_submit", checkoutId=story.checkout, note=text)
    assert [e["field"] for e in refused["w2pApprovalSubmit"]["errors"]] == ["note"]


def test_inbox_refuses_a_cursor_that_is_not_its_own(shop: Shop) -> None:
    query = "query ($after: String) { w2pApprovalInbox(first: 5, after: $after) { totalCount } }"
    for cursor in ("nonsense", "YXJyYXljb25uZWN0aW9uOjEwMDAwMDAwMDAwMDAwMDAwMDAwMDAw"):
        answer = shop.as_("approver").post(query, {"after": cursor})
        assert answer["errors"][0]["message"] == "The cursor is not valid."


def test_decision_is_refused_when_the_cart_has_changed_since(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart().bound().submitted()
    story.update(title="Chief of Everything")
    with unchanged():
        refused = story.decide(shop.as_("approver"), "APPROVE")
    assert [error["code"] for error in refused["errors"]] == ["STALE"]


def test_decision_is_refused_when_another_content_was_seen(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart().bound().submitted()
    with unchanged():
        refused = story.decide(shop.as_("approver"), "APPROVE", expectFingerprint="0" * 64)
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [
        ("expectFingerprint", "FINGERPRINT_MISMATCH")
    ]


@pytest.mark.parametrize(
    ("decision", "status", "blocker"),
    [
        ("REJECT", "REJECTED", "APPROVAL_REJECTED"),
        ("REQUEST_CHANGES", "CHANGES_REQUESTED", "APPROVAL_CHANGES_REQUESTED"),
    ],
)
def test_order_is_refused_when_the_approver_refuses(
    decision: str, status: str, blocker: str, shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart().bound().submitted()
    approver = shop.as_("approver")
    with unchanged():
        silent = story.decide(approver, decision, reason="  ")
    assert [(e["field"], e["code"]) for e in silent["errors"]] == [("reason", "REQUIRED")]
    decided = story.decide(approver, decision, reason="Wrong title")
    assert decided["approvalRequest"]["status"] == status
    assert decided["approvalRequest"]["decisions"] == [
        {"decision": decision, "by": "approver@northwind.example", "reason": "Wrong title"}
    ]
    assert story.blockers() == [blocker]
    with unchanged():
        assert [e["code"] for e in story.complete()["errors"]] == [f"W2P_{blocker}"]
        again = story.decide(approver, "APPROVE")
    assert [e["code"] for e in again["errors"]] == ["ALREADY_DECIDED"]


def test_nobody_decides_on_an_own_request_even_in_the_right_role(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.buyer = shop.as_("approver")
    CompanyMember.objects.filter(user__email="admin@northwind.example").update(role=Role.APPROVER)
    story.personalised().in_cart().bound().submitted()
    with unchanged():
        refused = story.decide(story.buyer, "APPROVE")
    assert [error["code"] for error in refused["errors"]] == ["NOT_AN_APPROVER"]
    assert story.buyer.ask("approval_inbox")["w2pApprovalInbox"]["totalCount"] == 0
    assert story.decide(shop.as_("admin"), "APPROVE")["errors"] == []


def test_submission_is_refused_when_nobody_else_could_decide(
    shop: Shop, story: Story, unchanged: Unchanged
) -> None:
    story.buyer = shop.as_("approver")
    story.personalised().in_cart().bound()
    with unchanged():
        refused = story.buyer.ask("approval_submit", checkoutId=story.checkout)
    assert [e["code"] for e in refused["w2pApprovalSubmit"]["errors"]] == ["NO_APPROVER"]


def test_every_step_must_agree_in_order_when_a_chain_has_two(shop: Shop, story: Story) -> None:
    chain = ApprovalChain.objects.get(company=shop.company)
    ApprovalStep.objects.create(chain=chain, position=1, name="Brand", role=Role.BRAND_OWNER)
    story.personalised().in_cart().bound().submitted()
    brand = shop.as_("brand")
    assert [e["code"] for e in story.decide(brand, "APPROVE")["errors"]] == ["NOT_AN_APPROVER"]
    assert story.decide(shop.as_("approver"), "APPROVE")["errors"] == []
    assert story.blockers() == ["APPROVAL_PENDING"]
    # A chain that is edited now does not reach the request.
    chain.steps.all().delete()
    assert story.decide(brand, "APPROVE")["approvalRequest"]["status"] == "APPROVED"
    assert story.blockers() == []
    assert ApprovalDecision.objects.count() == 2


def test_submission_is_refused_when_a_line_is_not_personalised(
    story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart()
    with unchanged():
        refused = story.buyer.ask("approval_submit", checkoutId=story.checkout)
    assert [(e["field"], e["code"]) for e in refused["w2pApprovalSubmit"]["errors"]] == [
        ("lines", "NOT_ORDERABLE")
    ]


def test_submission_is_refused_when_the_same_content_is_submitted_twice(
    story: Story, unchanged: Unchanged
) -> None:
    story.personalised().in_cart().bound().submitted()
    with unchanged():
        refused = story.buyer.ask("approval_submit", checkoutId=story.checkout)
    assert [e["code"] for e in refused["w2pApprovalSubmit"]["errors"]] == ["ALREADY_SUBMITTED"]


def test_order_is_refused_when_an_approval_is_withdrawn(story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved()
    taken = story.buyer.ask("approval_withdraw", id=story.seen["request"]["id"])
    assert taken["w2pApprovalWithdraw"]["approvalRequest"]["status"] == "WITHDRAWN"
    assert story.blockers() == ["APPROVAL_REQUIRED"]


def test_request_does_not_exist_when_another_company_asks(shop: Shop, story: Story) -> None:
    story.personalised().in_cart().bound().submitted()
    query = "query ($id: ID!) { w2pApprovalRequest(id: $id) { id } }"
    request = {"id": story.seen["request"]["id"]}
    stranger = shop.as_("buyer@contoso.example")
    assert stranger.post(query, request) == {"data": {"w2pApprovalRequest": None}}
    seen = stranger.ask("checkout", id=story.checkout)["checkout"]
    assert seen["w2pApprovalRequest"] is None
    assert [line["w2pPersonalization"] for line in seen["lines"]] == [None]
    assert shop.guest().post(query, request) == {"data": {"w2pApprovalRequest": None}}
    CompanyMember.objects.filter(user__email="buyer@contoso.example").update(role=Role.APPROVER)
    inbox = shop.as_("buyer@contoso.example").ask("approval_inbox")["w2pApprovalInbox"]
    assert (inbox["totalCount"], inbox["edges"]) == (0, [])
    denied = shop.guest().answer("approval_inbox")
    assert denied["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert shop.as_("approver").post(query, request)["data"]["w2pApprovalRequest"] == request


def test_ticket_is_blocked_when_content_was_never_approved(story: Story) -> None:
    story.personalised().in_cart().bound().submitted().approved().ordered()
    # As if it had changed in the moment between the gate and the order.
    Personalization.objects.update(fingerprint="f" * 64)
    story.confirmed()
    ticket = story.files(story.buyer)["lines"][0]["w2pJobTicket"]
    assert (ticket["status"], ticket["message"]) == (
        "BLOCKED",
        "This content has not been approved.",
    )
    assert ticket["artifact"] is None
    assert JobTicket.objects.get().artifact is None
