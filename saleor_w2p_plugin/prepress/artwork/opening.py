"""The bytes of supplied artwork in, an opened PDF without anything active out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

MAX_BYTES: Final = 100 * 1024 * 1024
_MAX_OBJECTS: Final = 500_000


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """Open artwork.

    Raises Unprintable for files over 100 MiB, what is not a PDF, encryption, JavaScript, forms
    (AcroForm fields and XFA) and layers that are switched off.
    """
    if len(data) > MAX_BYTES:
        raise Unprintable(f"The file is larger than {MAX_BYTES >> 20} MiB.")
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Unprintable("The file is encrypted.") from None
    except (pikepdf.PdfError, RecursionError, ValueError):
        raise Unprintable("The file is not a readable PDF.") from None
    try:
        check(pdf)
    except (pikepdf.PdfError, AttributeError, TypeError):
        raise Unprintable("The file is damaged.") from None
    return pdf


def check(pdf: pikepdf.Pdf) -> None:
    """Refuse encryption, scripts, forms and hidden layers; raises Unprintable."""
    if pdf.is_encrypted:
        raise Unprintable("The file is encrypted.")
    if len(pdf.objects) > _MAX_OBJECTS:
        raise Unprintable(f"The file has more than {_MAX_OBJECTS} objects.")
    if any(_is_script(item) for item in _dictionaries(pdf)):
        raise Unprintable("The file contains JavaScript.")
    form = pdf.Root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        raise Unprintable("The file is an XFA form.")
    if form is not None and len(form.get("/Fields", pikepdf.Array())):
        raise Unprintable("The file has form fields; flatten them first.")
    _check_layers(pdf)


def _is_script(item: pikepdf.Object) -> bool:
    return "/JS" in item or item.get("/S") == pikepdf.Name.JavaScript or "/JavaScript" in item


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in pdf.objects:
        waiting = [item]
        while waiting:
            current = waiting.pop()
            if isinstance(current, (pikepdf.Dictionary, pikepdf.Stream)):
                yield current
                children = [child for _, child in current.items()]
            elif isinstance(current, pikepdf.Array):
                children = list(current.as_list())
            else:
                continue
            # Indirect children come by themselves in pdf.objects, so cycles cannot trap us.
            waiting += [
                child
                for child in children
                if isinstance(child, pikepdf.Object) and not child.is_indirect
            ]


def _check_layers(pdf: pikepdf.Pdf) -> None:
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return
    # A page that becomes a form loses the catalog's list, and hidden layers would print.
    default = layers.get("/D", pikepdf.Dictionary())
    hidden = default.get("/OFF", pikepdf.Array())
    if len(hidden) or default.get("/BaseState") == pikepdf.Name.OFF:
        raise Unprintable("The file has hidden layers; flatten it first.")
