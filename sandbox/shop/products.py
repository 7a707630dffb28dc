"""The catalog of a person in, its pages out, with the form and the picture of a product."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sandbox.shop.carts import add_to_cart, cart_of
from sandbox.shop.client import CHANNEL, ask, change
from sandbox.shop.forms import as_answers, as_input, form_fields, other_errors, posted_answers
from sandbox.shop.session import page


@page
def product_list(request: HttpRequest) -> HttpResponse:
    """Show what this person may buy."""
    found = ask(request, "Products", channel=CHANNEL, after=request.GET.get("after"))["products"]
    products = [_shown(edge["node"]) for edge in found["edges"]]
    context = {"products": products, "page_info": found["pageInfo"]}
    return render(request, "shop/products.html", context)


@dataclass(frozen=True)
class Order:
    """What was chosen on a product's page."""

    variant_id: str
    quantity: int
    answers: dict[str, str]


@page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a product; with a design, its form and pictures of what was filled in so far."""
    found = ask(request, "Product", channel=CHANNEL, slug=slug)["product"]
    if found is None:
        raise Http404
    draft = _draft(request)
    if request.method == "POST" and request.session.get("person"):
        return _posted(request, found, draft)
    return _form(request, found, draft)


def _posted(request: HttpRequest, found: Any, draft: Any) -> HttpResponse:
    fields = _fields(found)
    order = _chosen(request, found, fields)
    personalization_id = None
    if found["w2pDesign"]:
        personalization_id, errors = _save(request, order, draft)
        if errors:
            return _form(request, found, draft, order, errors)
    here = reverse("product", args=[found["slug"]])
    if request.POST.get("action") == "picture":
        return redirect(f"{here}?personalization={personalization_id}&quantity={order.quantity}")
    if draft and draft["id"] == personalization_id and _is_in_cart(request, personalization_id):
        messages.success(request, "The item in your cart was changed.")
        return redirect("cart")
    errors = add_to_cart(request, order.variant_id, order.quantity, personalization_id)
    if errors:
        return _form(request, found, draft, order, errors)
    messages.success(request, f"{found['name']} is in your cart.")
    return redirect("cart")


def _save(request: HttpRequest, order: Order, draft: Any) -> tuple[str | None, list[Any]]:
    """Store the answers: in the draft, or in a new one for another variant."""
    answers = as_input(order.answers)
    if draft and draft["variantId"] == order.variant_id and not draft["locked"]:
        payload, errors = change(request, "PersonalizationUpdate", id=draft["id"], answers=answers)
    else:
        variant = order.variant_id
        payload, errors = change(
            request, "PersonalizationCreate", variantId=variant, answers=answers
        )
    return (None if errors else payload["personalization"]["id"]), errors


def _form(
    request: HttpRequest,
    found: Any,
    draft: Any,
    order: Order | None = None,
    errors: list[Any] | None = None,
) -> HttpResponse:
    fields = _fields(found)
    answers = order.answers if order else as_answers(draft["answers"]) if draft else {}
    variants = [variant["id"] for variant in found["variants"]]
    chosen = order.variant_id if order else draft["variantId"] if draft else None
    context = {
        "product": _shown(found),
        "fields": form_fields(fields, answers, errors or ()),
        "errors": other_errors(fields, errors or ()),
        "pictures": _pictures(request, draft) if draft else [],
        "variant_id": chosen if chosen in variants else next(iter(variants), None),
        "quantity": order.quantity if order else _quantity(request.GET.get("quantity")),
        "is_in_cart": bool(draft) and _is_in_cart(request, draft["id"]),
    }
    return render(request, "shop/product.html", context, status=422 if errors else 200)


def _fields(found: Any) -> list[Any]:
    return found["w2pDesign"]["fields"] if found["w2pDesign"] else []


def _chosen(request: HttpRequest, found: Any, fields: list[Any]) -> Order:
    return Order(
        variant_id=request.POST.get("variant", ""),
        quantity=_quantity(request.POST.get("quantity")),
        answers=posted_answers(fields, request.POST),
    )


def _quantity(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 1


def _draft(request: HttpRequest) -> Any:
    """Return the personalization that the address names, None if there is none for this person."""
    key = request.GET.get("personalization")
    return ask(request, "Personalization", id=key)["w2pPersonalization"] if key else None


def _pictures(request: HttpRequest, draft: Any) -> list[dict[str, str]]:
    return [
        {
            "name": design_page["name"],
            "url": ask(request, "Preview", id=draft["id"], page=number)["w2pPersonalization"][
                "preview"
            ]["url"],
        }
        for number, design_page in enumerate(draft["design"]["pages"], start=1)
    ]


def _is_in_cart(request: HttpRequest, personalization_id: str | None) -> bool:
    cart = cart_of(request)
    bound = (line["w2pPersonalization"] for line in cart["lines"]) if cart else ()
    return any(found and found["id"] == personalization_id for found in bound)


def _shown(found: Any) -> dict[str, Any]:
    """Add the paragraphs of the description, which the API gives as EditorJS text."""
    blocks = json.loads(found["description"] or "{}").get("blocks", [])
    texts = [block.get("data", {}).get("text", "") for block in blocks]
    return {**found, "paragraphs": [text for text in texts if text]}
