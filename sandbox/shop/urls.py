"""Addresses of the shop's pages."""

from __future__ import annotations

from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from sandbox.shop import approvals, carts, entrance, orders, products

actions = "|".join(carts.ACTIONS)

urlpatterns = [
    path("", products.product_list, name="products"),
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("products/<slug:slug>/", products.product, name="product"),
    path("cart/", carts.cart, name="cart"),
    re_path(rf"^cart/(?P<action>{actions})/$", carts.change_cart, name="change-cart"),
    path("approvals/", approvals.inbox, name="approvals"),
    path("approvals/<str:id>/", approvals.approval, name="approval"),
    path("orders/", orders.order_list, name="orders"),
    path("orders/<str:id>/", orders.order, name="order"),
    # Served here so that the pages look the same with DEBUG off; a demo has no web server.
    path("static/<path:path>", serve, {"document_root": settings.STATIC_ROOT}),
]
