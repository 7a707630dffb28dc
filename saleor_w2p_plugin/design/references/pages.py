"""The pages and outputs of a document in, what they refer to that is not there out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from saleor_w2p_plugin.design.document import Document, Page
from saleor_w2p_plugin.design.frame import AnyFrame, GroupFrame, TextFrame
from saleor_w2p_plugin.design.references import bleed, frames
from saleor_w2p_plugin.design.references.names import Found, repeated, unknown

_MAX_DEPTH: Final = 3

# A frame, its path below the page, and the groups that hold it, outermost first.
_Walk = Iterator[tuple[AnyFrame, str, tuple[GroupFrame, ...]]]


def problems(document: Document) -> Found:
    """Yield what is wrong with each page and each frame, groups with all that is in them."""
    yield from repeated(
        (f"pages[{index}].name", page.name) for index, page in enumerate(document.pages)
    )
    for index, page in enumerate(document.pages):
        for path, message in _page(document, page):
            yield f"pages[{index}].{path}", message
    yield from _copyfit_groups(document)
    pages = {page.name for page in document.pages}
    for output, names in document.outputs.items():
        for index, name in enumerate(names):
            yield from unknown(f"outputs.{output}[{index}]", "page", name, pages)


def _page(document: Document, page: Page) -> Found:
    fields = {field.name: field for field in document.fields}
    if page.artwork is not None:
        keys = "artwork.name", "artwork.page"
        yield from frames.artwork(*keys, page.artwork.name, page.artwork.page, document)
    yield from repeated((f"{path}.name", frame.name) for frame, path, _ in _walk(page.frames))
    for frame, path, groups in _walk(page.frames):
        found = [
            *frames.problems(frame, document, fields),
            *bleed.problems(page, frame, groups),
            *(_grouped(frame, groups) if groups else ()),
        ]
        yield from ((f"{path}.{key}", message) for key, message in found)


def _grouped(frame: AnyFrame, groups: tuple[GroupFrame, ...]) -> Found:
    if isinstance(frame, GroupFrame) and len(groups) == _MAX_DEPTH:
        yield "frames", f"Groups are nested at most {_MAX_DEPTH} deep."
    for key in dict(frames.answers_in(frame)):
        yield key, "What is in a group does not depend on answers; only the group itself may."
    if isinstance(frame, TextFrame) and frame.group is not None:
        yield "group", "Text in a group stands as it is, and is in no copy-fit group."


def _copyfit_groups(document: Document) -> Found:
    first: dict[str, TextFrame] = {}
    for index, page in enumerate(document.pages):
        for frame, path, _ in _walk(page.frames):
            if not isinstance(frame, TextFrame) or frame.group is None:
                continue
            other = first.setdefault(frame.group, frame)
            for key in ("size_pt", "min_size_pt"):
                if getattr(frame, key) != getattr(other, key):
                    message = f"The group {frame.group!r} has other sizes in {other.name!r}."
                    yield f"pages[{index}].{path}.{key}", message


def _walk(held: tuple[AnyFrame, ...], at: str = "", groups: tuple[GroupFrame, ...] = ()) -> _Walk:
    for index, frame in enumerate(held):
        path = f"{at}frames[{index}]"
        yield frame, path, groups
        if isinstance(frame, GroupFrame):
            yield from _walk(frame.frames, f"{path}.", (*groups, frame))
