"""A request below the plugin's path in; an image, a picture or a print file out."""

from __future__ import annotations

from django.core.signing import BadSignature
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from saleor_w2p_plugin.conf import host
from saleor_w2p_plugin.errors import W2PError
from saleor_w2p_plugin.host.links import payload_of
from saleor_w2p_plugin.personalization.images import PREVIEW, PROOF, image
from saleor_w2p_plugin.personalization.originals import PICTURES, open_original
from saleor_w2p_plugin.production.download import FILES, open_file
from saleor_w2p_plugin.production.paperwork import SHEETS, XJDF, open_sheet, open_xjdf
from saleor_w2p_plugin.production.reports import REPORTS, open_report

# A PDF or picture that a shopper filled in is never to run as a page of the shop.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_KEPT = {"Cache-Control": "private, max-age=3600"}


def dispatch(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve `<kind>/<token>`; 404 for a forged token, 410 for what has expired or changed."""
    kind, _, token = path.strip("/").partition("/")
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    serve = _SERVERS.get(kind)
    if serve is None:
        return HttpResponse("There is no such page.", status=404, content_type="text/plain")
    try:
        with host().writing():
            response = serve(kind, token)
    except BadSignature:
        return HttpResponse("This address is not valid.", status=404, content_type="text/plain")
    except W2PError as error:
        return HttpResponse(str(error), status=422, content_type="text/plain")
    for name, value in _HEADERS.items():
        response[name] = value
    return response


def _serve_image(kind: str, token: str) -> HttpResponseBase:
    payload = payload_of(kind, token)
    found = image(kind, payload) if payload else None
    if found is None:
        return _gone()
    content, content_type = found
    return HttpResponse(content, content_type=content_type, headers=_KEPT)


def _serve_original(kind: str, token: str) -> HttpResponseBase:
    payload = payload_of(kind, token)
    found = open_original(payload) if payload else None
    if found is None:
        return _gone()
    return FileResponse(
        found.content,
        as_attachment=not found.is_shown,
        filename=found.name,
        content_type=found.content_type,
        headers=_KEPT,
    )


def _serve_file(kind: str, token: str) -> HttpResponseBase:
    payload = payload_of(kind, token)
    found = _OPENERS[kind](payload) if payload else None
    if found is None:
        return _gone()
    response = FileResponse(
        found.content, as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _gone() -> HttpResponse:
    return HttpResponse(
        "This address has expired; ask for a new one.", status=410, content_type="text/plain"
    )


_OPENERS = {FILES: open_file, REPORTS: open_report, SHEETS: open_sheet, XJDF: open_xjdf}
_SERVERS = {
    PREVIEW: _serve_image,
    PROOF: _serve_image,
    PICTURES: _serve_original,
    FILES: _serve_file,
    REPORTS: _serve_file,
    SHEETS: _serve_file,
    XJDF: _serve_file,
}
