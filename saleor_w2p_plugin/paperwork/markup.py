"""Elements and texts in, a PDF out that WeasyPrint sets; what is a text cannot become markup."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

from lxml import etree
from lxml.builder import ElementMaker

from saleor_w2p_plugin.paperwork import letters
from saleor_w2p_plugin.rendering import flowing

_STYLE: Final = "stylesheet.css"

Files = Mapping[str, bytes]


def _add_text(element: Any, text: str) -> None:
    clean = letters.printable(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + clean
    else:
        element.text = (element.text or "") + clean


def _set(element: Any, attributes: Mapping[str, str]) -> None:
    for name, value in attributes.items():
        element.set(name, letters.printable(value))


E: Final = ElementMaker(typemap={str: _add_text, dict: _set})


def document(title: str, parts: list[Any], pictures: Files) -> bytes:
    """Set a document, in English, on A4 pages; `title` stands at the head of each.

    Elements refer to `pictures` by their names. Raises ArtworkInvalid where it cannot be set in
    reasonable time. The same input gives the same bytes.
    """
    head = E.head(
        E.meta({"charset": "utf-8"}),
        E.title(title),
        E.link({"rel": "stylesheet", "href": _STYLE}),
    )
    html = E.html({"lang": "en"}, head, E.body(E.p({"class": "running"}, title), *parts))
    source = etree.tostring(html, method="html", encoding="utf-8", doctype="<!doctype html>")
    style = (resources.files(__package__) / _STYLE).read_bytes()
    return flowing.to_pages(source, {_STYLE: style, **letters.fonts(), **pictures})


def facts(rows: Mapping[str, str | Any]) -> Any:
    """Return names and their values as a list; what is blank is left out."""
    pairs = [(E.dt(name), E.dd(value)) for name, value in rows.items() if value not in ("", None)]
    return E.dl({"class": "facts"}, *(part for pair in pairs for part in pair))


def table(heads: Mapping[str, str], rows: list[list[str | Any]]) -> Any:
    """Return a table; `heads` are the columns' names, by the class of their cells."""
    cells = zip(heads, heads.values(), strict=True)
    head = E.tr(*(E.th({"class": kind, "scope": "col"}, name) for kind, name in cells))
    body = [
        E.tr(*(E.td({"class": kind}, cell) for kind, cell in zip(heads, row, strict=True)))
        for row in rows
    ]
    return E.table(E.thead(head), E.tbody(*body))


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with the word for it, as in “1 finding” and “2 findings”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size_mm(width: float, height: float) -> str:
    """Return a size as printers write it."""
    return f"{_millimetres(width)} × {_millimetres(height)} mm"


def _millimetres(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
