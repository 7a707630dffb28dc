"""Clicks on the cart page in, changed carts, approval requests and orders out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sandbox.account.models import COUNTRIES
from sandbox.shop.client import CHANNEL, ask, change
from sandbox.shop.session import members_only

# How the shop finds the line it has just added among others of the same variant.
LINE_MARK = "shop.personalization"

ADVICE = {
    "APPROVAL_CHANGES_REQUESTED": "Change the item, then send the cart for approval again.",
    "APPROVAL_PENDING": "Wait for the approver, or take the request back.",
    "APPROVAL_REJECTED": "Change the item and ask again, or remove it.",
    "APPROVAL_REQUIRED": "Send the cart for approval below.",
    "APPROVAL_STALE": "The cart changed after it was sent: send it for approval again.",
    "COMPANY_UNCLEAR": "Order the items of each company on their own.",
    "NOT_IN_CATALOG": "Remove the item: it is not in your company's catalog.",
    "PERSONALIZATION_INVALID": "Open the item and correct what is marked.",
    "PERSONALIZATION_REQUIRED": "Fill in the item's form.",
    "REVISION_CHANGED": "Remove the item and fill it in again: its design is another now.",
}
ADDRESS_FIELDS = (
    ("firstName", "First name"),
    ("lastName", "Last name"),
    ("companyName", "Company"),
    ("streetAddress1", "Street and number"),
    ("city", "City"),
    ("postalCode", "Postal code"),
    ("countryArea", "State or area"),
)
DEMO_ADDRESS = {
    "streetAddress1": "120 Harbor Street",
    "city": "Portland",
    "postalCode": "97209",
    "countryArea": "OR",
    "country": "US",
}


def cart_of(request: HttpRequest) -> Any:
    """Return the newest cart of the signed-in person, or None."""
    me = ask(request, "MyCart")["me"]
    edges = me["checkouts"]["edges"] if me else []
    return ask(request, "Cart", id=edges[0]["node"]["id"])["checkout"] if edges else None


def add_to_cart(
    request: HttpRequest, variant_id: str, quantity: int, personalization_id: str | None
) -> list[Any]:
    """Put an item into the cart, made if needed; return what is wrong."""
    line: dict[str, Any] = {"variantId": variant_id, "quantity": quantity}
    if personalization_id:
        line["forceNewLine"] = True
        line["metadata"] = [{"key": LINE_MARK, "value": personalization_id}]
    cart = cart_of(request)
    if cart:
        payload, errors = change(request, "CartAdd", id=cart["id"], lines=[line])
    else:
        payload, errors = change(request, "CartCreate", channel=CHANNEL, lines=[line])
    if errors or not personalization_id:
        return errors
    mark = {"key": LINE_MARK, "value": personalization_id}
    added = [found["id"] for found in payload["checkout"]["lines"] if mark in found["metadata"]]
    return change(request, "PersonalizationBind", id=personalization_id, line=added[-1])[1]


@members_only
def cart(request: HttpRequest) -> HttpResponse:
    """Show the cart, what stands against ordering it, and what to do about that."""
    found = cart_of(request)
    if not found or not found["lines"]:
        return render(request, "shop/cart.html", {"cart": None})
    blockers = found["w2pOrderability"]["blockers"]
    for line in found["lines"]:
        line["blockers"] = [b for b in blockers if b["line"] == line["id"]]
    codes = {blocker["code"] for blocker in blockers}
    needs_delivery = found["isShippingRequired"] and not found["deliveryMethod"]
    context = {
        "cart": found,
        "blockers": [{**b, "advice": ADVICE.get(b["code"], "")} for b in blockers],
        "address": _address(request, found),
        "countries": COUNTRIES,
        "needs_delivery": needs_delivery,
        "may_submit": bool(codes) and codes <= set(ADVICE) and _is_for_approver(codes),
        "may_order": found["w2pOrderability"]["orderable"] and not needs_delivery,
    }
    return render(request, "shop/cart.html", context)


def _is_for_approver(codes: set[str]) -> bool:
    """Say whether sending the cart to the approver would lift every blocker."""
    return "APPROVAL_PENDING" not in codes and all(code.startswith("APPROVAL_") for code in codes)


def _address(request: HttpRequest, found: Any) -> list[dict[str, str]]:
    """Return the address form, filled in with what is known so that a demo is a few clicks."""
    person = request.session["person"]
    saved = found["shippingAddress"]
    known = saved or {
        **DEMO_ADDRESS,
        "firstName": person["first_name"],
        "lastName": person["last_name"],
        "companyName": person["company"],
    }
    return [
        {"name": name, "label": label, "value": known.get(name, "")}
        for name, label in ADDRESS_FIELDS
    ]


@require_POST
@members_only
def change_cart(request: HttpRequest, action: str) -> HttpResponse:
    """Do one thing to the cart and show it again, or the order it became."""
    found = cart_of(request)
    if not found:
        return redirect("cart")
    payload, errors = ACTIONS[action](request, found)
    for text in dict.fromkeys(_sentence(error) for error in errors):
        messages.error(request, text)
    if action == "order" and not errors:
        return redirect("order", payload["order"]["id"])
    return redirect("cart")


def _sentence(error: dict[str, Any]) -> str:
    label = dict(ADDRESS_FIELDS).get(error.get("field") or "")
    return f"{label}: {error['message']}" if label else error["message"]


def _set_quantity(request: HttpRequest, found: Any) -> tuple[Any, list[Any]]:
    text = request.POST.get("quantity", "")
    if not text.isdecimal() or len(text) > 6:
        return None, [{"message": "The quantity is a whole number."}]
    line = request.POST.get("line", "")
    return change(request, "CartQuantity", id=found["id"], line=line, quantity=int(text))


def _set_address(request: HttpRequest, found: Any) -> tuple[Any, list[Any]]:
    names = [name for name, _ in ADDRESS_FIELDS]
    address = {name: request.POST.get(name, "") for name in [*names, "country"]}
    payload, errors = change(request, "CartAddresses", id=found["id"], address=address)
    offered = payload["checkout"] and payload["checkout"]["shippingMethods"]
    if errors or not offered or found["deliveryMethod"]:
        return payload, errors
    # The first delivery is taken for granted; the page offers the others.
    return change(request, "CartDelivery", id=found["id"], method=offered[0]["id"])


def _set_delivery(request: HttpRequest, found: Any) -> tuple[Any, list[Any]]:
    return change(request, "CartDelivery", id=found["id"], method=request.POST.get("method", ""))


def _submit(request: HttpRequest, found: Any) -> tuple[Any, list[Any]]:
    return change(request, "ApprovalSubmit", id=found["id"], note=request.POST.get("note", ""))


def _withdraw(request: HttpRequest, found: Any) -> tuple[Any, list[Any]]:
    open_request = found["w2pApprovalRequest"]
    if not open_request:
        return None, [{"message": "There is no request to take back."}]
    return change(request, "ApprovalWithdraw", id=open_request["id"])


def _order(request: HttpRequest, found: Any) -> tuple[Any, list[Any]]:
    return change(request, "CartOrder", id=found["id"])


ACTIONS = {
    "quantity": _set_quantity,
    "address": _set_address,
    "delivery": _set_delivery,
    "submit": _submit,
    "withdraw": _withdraw,
    "order": _order,
}
