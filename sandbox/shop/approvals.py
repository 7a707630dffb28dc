"""An approver's clicks in, decisions out, each on a proof that was shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sandbox.shop.client import ask, change
from sandbox.shop.session import members_only


@members_only
def inbox(request: HttpRequest) -> HttpResponse:
    """List what waits for this person."""
    found = ask(request, "ApprovalInbox")["w2pApprovalInbox"]
    waiting = [edge["node"] for edge in found["edges"]]
    return render(request, "shop/approvals.html", {"waiting": waiting})


@members_only
def approval(request: HttpRequest, id: str) -> HttpResponse:
    """Show a request with the proof of each line; decide it."""
    found = ask(request, "ApprovalRequest", id=id)["w2pApprovalRequest"]
    if found is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, found)
    for line in found["lines"]:
        line["proofs"] = _proofs(request, line["personalization"])
        line["answers"] = _answers(line["personalization"])
    return render(request, "shop/approval.html", {"approval": found})


def _decide(request: HttpRequest, found: Any) -> HttpResponse:
    _, errors = change(
        request,
        "ApprovalDecide",
        id=found["id"],
        decision=request.POST.get("decision", ""),
        reason=request.POST.get("reason", ""),
        # What the page showed, not what holds now: the API compares the two.
        fingerprint=request.POST.get("fingerprint", ""),
    )
    for error in errors:
        messages.error(request, error["message"])
    if errors:
        return redirect("approval", found["id"])
    messages.success(request, "Your decision is recorded.")
    return redirect("approvals")


def _answers(personalization: Any) -> list[tuple[str, str]]:
    """Return what was filled in, by the labels of the form."""
    if not personalization:
        return []
    shown = {answer["field"]: _shown(answer) for answer in personalization["answers"]}
    fields = personalization["design"]["fields"]
    return [(f["label"], shown[f["name"]]) for f in fields if shown.get(f["name"])]


def _shown(answer: Any) -> str:
    """Return an answer for people; the proof shows what a picture is of."""
    if picture := answer["picture"]:
        return f"{picture['format']}, {picture['widthPx']} × {picture['heightPx']} pixels"
    return answer["value"]


def _proofs(request: HttpRequest, personalization: Any) -> list[dict[str, str]]:
    pages = personalization["design"]["pages"] if personalization else []
    found = []
    for number, design_page in enumerate(pages, start=1):
        shown = ask(request, "Proof", id=personalization["id"], page=number)["w2pPersonalization"]
        found.append({"name": design_page["name"], "url": shown["proof"]["url"]})
    return found
