"""Pages that name fonts that are not embedded in, the pages without those that set nothing out.

Programs name the fonts of a form, or a font to start with, in the resources of a page; whatever
reads these would ask for their programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import ContentStreamInlineImage, Dictionary, Name

from saleor_w2p_plugin.prepress.artwork import content, fonts
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.importing import inside

_SHOWING: Final = frozenset(("Tj", "TJ", "'", '"'))
_MAX_STREAMS: Final = 10_000

_Key = tuple[int, int]
_Stream = pikepdf.Object | pikepdf.Page


def drop_unused(pdf: pikepdf.Pdf, pages: Iterable[pikepdf.Object]) -> set[str]:
    """Take fonts out that are not embedded and set no text; return their names.

    Raises Unprintable for content that takes too long to read.
    """
    search = _Search()
    for page in pages:
        contents = page.get("/Contents")
        if contents is not None:
            search.allowance.spend(contents)
            search.read(pikepdf.Page(page), page.get("/Resources", Dictionary()), None)
    # Read through before anything is changed: streams may share what they name.
    dropped: set[str] = set()
    for stream, resources in search.streams:
        names = {name: inside.font_name(font) for name, font in search.unused(resources)}
        if names:
            _rewrite(pdf, stream, set(names))
            dropped |= set(names.values())
    for _, resources in search.streams:
        for name, _ in list(search.unused(resources)):
            del resources.Font[name]
    return dropped


@dataclass(slots=True)
class _Search:
    """Streams with their resources, and the fonts that set text in them."""

    allowance: content.Allowance = field(default_factory=content.Allowance)
    streams: list[tuple[_Stream, pikepdf.Object]] = field(default_factory=list)
    used: set[_Key] = field(default_factory=set)
    _seen: set[tuple[_Key, _Key | None]] = field(default_factory=set)

    def read(self, stream: _Stream, resources: pikepdf.Object, font: _Key | None) -> None:
        """Note which fonts set text; `font` is the one that the stream starts with."""
        self.streams.append((stream, resources))
        if len(self.streams) > _MAX_STREAMS:
            raise Unprintable("The page's forms are nested too deeply or too often.")
        states = [font]
        for each in content.parsed(stream):
            if isinstance(each, ContentStreamInlineImage):
                continue
            name, operands = str(each.operator), each.operands
            if name == "q":
                states.append(states[-1])
            elif name == "Q" and len(states) > 1:
                states.pop()
            elif name == "Tf" and len(operands) == 2:
                states[-1] = _key(_named(resources, "/Font", operands[0]))
            elif name == "gs" and operands:
                states[-1] = self._of_state(resources, operands[0], states[-1])
            elif name in _SHOWING and states[-1] is not None:
                self.used.add(states[-1])
            elif name == "Do" and operands:
                self._form(_named(resources, "/XObject", operands[0]), resources, states[-1])

    def _of_state(self, resources: pikepdf.Object, name: Any, font: _Key | None) -> _Key | None:
        state = _named(resources, "/ExtGState", name)
        chosen = None if state is None else state.get("/Font")
        return font if chosen is None else _key(chosen[0])

    def _form(self, form: Any, inherited: pikepdf.Object, font: _Key | None) -> None:
        if form is None or form.get("/Subtype") != Name.Form:
            return
        if (form.objgen, font) not in self._seen:
            self._seen.add((form.objgen, font))
            self.allowance.spend(form)
            self.read(form, form.get("/Resources", inherited), font)

    def unused(self, resources: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
        """Yield the fonts of resources that are not embedded and set no text."""
        named = resources.get("/Font", Dictionary())
        for name, font in named.items():
            # Fonts that are no objects of their own count as one: all are used, or none.
            is_used = font.objgen in self.used or font.get("/Subtype") == Name.Type3
            if not is_used and not fonts.is_embedded(font):
                yield name, font


def _named(resources: pikepdf.Object, kind: str, name: Any) -> Any:
    return resources.get(kind, Dictionary()).get(str(name))


def _key(font: Any) -> _Key | None:
    return None if font is None else font.objgen


def _rewrite(pdf: pikepdf.Pdf, stream: _Stream, names: set[str]) -> None:
    """Leave out where a stream chooses one of these fonts."""
    kept = [
        each
        for each in content.parsed(stream)
        if isinstance(each, ContentStreamInlineImage)
        or str(each.operator) != "Tf"
        or not len(each.operands)
        or str(each.operands[0]) not in names
    ]
    written = pikepdf.unparse_content_stream(kept)
    if isinstance(stream, pikepdf.Page):
        stream.obj.Contents = pdf.make_stream(written)
    else:
        stream.write(written)
