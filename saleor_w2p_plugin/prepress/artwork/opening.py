"""The bytes of supplied artwork in, an opened PDF, and the refusal of what is active in it, out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

import pikepdf
from pikepdf import Name

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

MAX_BYTES: Final = 100 * 1024 * 1024
MAX_OBJECTS: Final = 100_000
# How many objects a file says it has, in its trailer or its last table of them.
_SIZE: Final = re.compile(rb"/Size\s+(\d{1,12})")
_TAIL: Final = 4096
_END: Final = b"%%EOF"
_SUSPECT: Final = re.compile(rb"/(?:EF|EmbeddedFile|JS|JavaScript)\b")
# By these a stream names a file to be read or printed instead of it: one that no proof shows
# (ISO 32000-1, 7.3.8.2, 8.10.4 and 14.11.7).
_ELSEWHERE: Final = ("/F", "/Ref", "/OPI")
ENCRYPTED: Final = "The file is encrypted."
UNREADABLE: Final = "The file is not a readable PDF."
ELSEWHERE: Final = "The file refers to another file."
SCRIPTS: Final = "The file contains JavaScript."
ATTACHMENTS: Final = "The file carries other files; export it without attachments."
XFA: Final = "The file is an XFA form."
HIDDEN: Final = "The file has hidden layers; flatten it first."


def open_pdf(
    data: bytes, most_bytes: int = MAX_BYTES, most_objects: int = MAX_OBJECTS
) -> pikepdf.Pdf:
    """Open artwork.

    Raises Unprintable for files that are too large, encrypted, cut off, or no PDF.
    """
    if len(data) > most_bytes:
        raise Unprintable(f"The file is larger than {most_bytes >> 20} MiB.")
    sizes = [int(size) for size in _SIZE.findall(data[-_TAIL:])]
    if max(sizes, default=0) > most_objects:
        raise Unprintable(f"The file has more than {most_objects} objects.")
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Unprintable(ENCRYPTED) from None
    except (pikepdf.PdfError, RecursionError, ValueError):
        raise Unprintable(UNREADABLE) from None
    if _END not in data[-_TAIL:]:
        # The library repairs what it can, and would print the half of a page that has arrived.
        raise Unprintable("The file is not complete: its end is missing.")
    return pdf


def check(pdf: pikepdf.Pdf, most_objects: int = MAX_OBJECTS) -> None:
    """Refuse encryption, scripts, attachments, content that lies elsewhere, forms and hidden
    layers; raises Unprintable."""
    check_access(pdf, most_objects)
    for item in pdf.objects:
        message = activity(item)
        if message:
            raise Unprintable(message)
    form = pdf.Root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        raise Unprintable(XFA)
    if form is not None and len(form.get("/Fields", pikepdf.Array())):
        raise Unprintable("The file has form fields; flatten them first.")
    if hidden_layers(pdf):
        raise Unprintable(HIDDEN)


def check_access(pdf: pikepdf.Pdf, most_objects: int = MAX_OBJECTS) -> None:
    """Refuse encryption, and more objects than can be looked at; raises Unprintable."""
    if pdf.is_encrypted:
        raise Unprintable(ENCRYPTED)
    if len(pdf.objects) > most_objects:
        raise Unprintable(f"The file has more than {most_objects} objects.")


def activity(item: pikepdf.Object) -> str | None:
    """Return what an object does or carries beyond marks, as a sentence; None for most."""
    # Written out by the library, an object shows its names at ten times the speed of a walk.
    if isinstance(item, pikepdf.Stream):
        if any(key in item for key in _ELSEWHERE):
            return ELSEWHERE
        written = item.stream_dict.unparse()
    elif isinstance(item, (pikepdf.Array, pikepdf.Dictionary)):
        written = item.unparse(resolved=True)
    else:
        return None
    if _SUSPECT.search(written) is None:
        return None
    for entries in _dictionaries(item):
        if "/JS" in entries or "/JavaScript" in entries or entries.get("/S") == Name.JavaScript:
            return SCRIPTS
        if "/EF" in entries or entries.get("/Type") == Name.EmbeddedFile:
            return ATTACHMENTS
    return None


def _dictionaries(item: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Return the dictionaries of one object; what it refers to is another object's."""
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
        waiting += [
            child
            for child in children
            if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]


def hidden_layers(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a file has layers that it does not show."""
    layers = pdf.Root.get("/OCProperties")
    if layers is None:
        return False
    # A page that becomes a form loses the catalog's list, and hidden layers would print.
    default = layers.get("/D", pikepdf.Dictionary())
    return bool(len(default.get("/OFF", []))) or default.get("/BaseState") == Name.OFF
