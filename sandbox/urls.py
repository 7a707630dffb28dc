"""Addresses in, views out: the API, the plugin's own addresses, and the shop's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from sandbox.views import graphql


@csrf_exempt
def plugin(request: HttpRequest, path: str) -> HttpResponse:
    """Hand a request to the plugin, which gets the rest of the path from its slash on."""
    from saleor_w2p_plugin.http import dispatch

    return dispatch(request, path)


urlpatterns = [
    path("graphql/", graphql),
    re_path(r"^plugins/saleor_w2p_plugin(?P<path>/.*)$", plugin),
    path("", include("sandbox.shop.urls")),
]
