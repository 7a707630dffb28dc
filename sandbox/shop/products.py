"""The catalog of a person in, its pages out, with the form and the picture of a product."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from sandbox.shop.carts import add_to_cart, cart_of
from sandbox.shop.client import CHANNEL, ask, change
from sandbox.shop.forms import (
    PREFIX,
    as_answers,
    as_input,
    as_pictures,
    form_fields,
    other_errors,
    posted_answers,
)
from sandbox.shop.session import page


@dataclass(frozen=True)
class Typed:
    """Answers by field, and the addresses of the pictures they name."""

    answers: dict[str, str]
    pictures: dict[str, str]


@page
def product_list(request: HttpRequest) -> HttpResponse:
    """Show what this person may buy."""
    found = ask(request, "Products", channel=CHANNEL, after=request.GET.get("after"))["products"]
    products = [_shown(edge["node"]) for edge in found["edges"]]
    context = {"products": products, "page_info": found["pageInfo"]}
    return render(request, "shop/products.html", context)


@page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a product; with a design, its form and pictures of what was filled in so far."""
    found = ask(request, "Product", channel=CHANNEL, slug=slug)["product"]
    if found is None:
        raise Http404
    key = request.GET.get("personalization")
    draft = ask(request, "Personalization", id=key)["w2pPersonalization"] if key else None
    if request.method == "POST" and request.session.get("person"):
        return _posted(request, found, draft)
    given = draft["answers"] if draft else []
    return _form(request, found, draft, Typed(as_answers(given), as_pictures(given)))


def _posted(request: HttpRequest, found: Any, draft: Any) -> HttpResponse:
    """Store what was typed; then show its pictures, or put it into the cart."""
    variant, quantity = request.POST.get("variant", ""), _quantity(request.POST)
    typed, errors = _typed(request, found, draft)
    key = None
    if found["w2pDesign"] and not errors:
        key, errors = _save(request, draft, variant, typed.answers)
    if not errors and request.POST.get("action") == "picture":
        here = reverse("product", args=[found["slug"]])
        return redirect(f"{here}?personalization={key}&quantity={quantity}")
    if not errors and not _is_in_cart(request, key):
        errors = add_to_cart(request, variant, quantity, key)
    if errors:
        return _form(request, found, draft, typed, errors)
    messages.success(request, f"{found['name']} is in your cart.")
    return redirect("cart")


def _typed(request: HttpRequest, found: Any, draft: Any) -> tuple[Typed, list[Any]]:
    """Collect what was typed, and upload the pictures that were chosen."""
    typed = Typed(
        posted_answers(_fields(found), request.POST), as_pictures(draft["answers"]) if draft else {}
    )
    errors = []
    for spec in _fields(found):
        file = request.FILES.get(PREFIX + spec["name"])
        if spec["kind"] != "IMAGE" or not spec["editable"] or file is None:
            continue
        payload, refused = change(request, "PictureUpload", file=file)
        errors += [{**error, "field": spec["name"]} for error in refused]
        if picture := payload["picture"]:
            typed.answers[spec["name"]] = picture["digest"]
            typed.pictures[picture["digest"]] = picture["url"]
    return typed, errors


def _save(
    request: HttpRequest, draft: Any, variant: str, answers: dict[str, str]
) -> tuple[str | None, list[Any]]:
    """Store the answers: in the draft, or in a new one for another variant; return its id."""
    given = as_input(answers)
    if draft and draft["variantId"] == variant and not draft["locked"]:
        payload, errors = change(request, "PersonalizationUpdate", id=draft["id"], answers=given)
    else:
        payload, errors = change(request, "PersonalizationCreate", variantId=variant, answers=given)
    return (None if errors else payload["personalization"]["id"]), errors


def _form(
    request: HttpRequest, found: Any, draft: Any, typed: Typed, errors: Any = ()
) -> HttpResponse:
    fields, sent = _fields(found), request.POST or request.GET
    chosen = sent.get("variant") or (draft["variantId"] if draft else None)
    variants = [variant["id"] for variant in found["variants"]]
    context = {
        "product": _shown(found),
        "fields": form_fields(fields, typed.answers, errors, typed.pictures),
        "errors": other_errors(fields, errors),
        "pictures": _pictures(request, draft) if draft else [],
        "variant_id": chosen if chosen in variants else next(iter(variants), None),
        "quantity": _quantity(sent),
        "is_in_cart": bool(draft) and _is_in_cart(request, draft["id"]),
    }
    return render(request, "shop/product.html", context, status=422 if errors else 200)


def _fields(found: Any) -> list[Any]:
    return found["w2pDesign"]["fields"] if found["w2pDesign"] else []


def _quantity(sent: QueryDict) -> int:
    text = sent.get("quantity", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _pictures(request: HttpRequest, draft: Any) -> list[dict[str, str]]:
    found = []
    for number, design_page in enumerate(draft["design"]["pages"], start=1):
        shown = ask(request, "Preview", id=draft["id"], page=number)["w2pPersonalization"]
        found.append({"name": design_page["name"], "url": shown["preview"]["url"]})
    return found


def _is_in_cart(request: HttpRequest, key: str | None) -> bool:
    cart = cart_of(request)
    bound = [line["w2pPersonalization"] for line in cart["lines"]] if cart else []
    return key in [found["id"] for found in bound if found]


def _shown(found: Any) -> dict[str, Any]:
    """Add the paragraphs of the description, which the API gives as EditorJS text."""
    blocks = json.loads(found["description"] or "{}").get("blocks", [])
    texts = [block.get("data", {}).get("text", "") for block in blocks]
    return {**found, "paragraphs": [text for text in texts if text]}
