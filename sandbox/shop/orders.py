"""Orders of a person in, their pages with job tickets and print files out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sandbox.shop.client import ask
from sandbox.shop.session import members_only


@members_only
def order_list(request: HttpRequest) -> HttpResponse:
    """List this person's orders, newest first."""
    me = ask(request, "MyOrders")["me"]
    orders = [edge["node"] for edge in me["orders"]["edges"]] if me else []
    return render(request, "shop/orders.html", {"orders": orders})


@members_only
def order(request: HttpRequest, id: str) -> HttpResponse:
    """Show an order: what was bought, how far production is, and the files."""
    found = ask(request, "Order", id=id)["order"]
    if found is None:
        raise Http404
    return render(request, "shop/order.html", {"order": found})
