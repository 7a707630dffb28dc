"""Pages with hidden layers in, the same pages without what stands on these out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Operator

from saleor_w2p_plugin.prepress.artwork import content
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

_PAINTING: Final = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"))
_SHOWING: Final = frozenset(("sh", "Tj", "TJ"))
_MAX_STREAMS: Final = 10_000

_Key = tuple[int, int]


def drop_hidden(pdf: pikepdf.Pdf, pages: Iterable[pikepdf.Object]) -> None:
    """Take off the pages what stands on layers that the file does not show (ISO 32000-1, 8.11).

    State that is set there stays, since it is set for all that follows. Raises Unprintable for
    layers that depend on others by a formula.
    """
    dropping = _Dropping(_hidden(pdf.Root.OCProperties))
    for page in pages:
        contents = page.get("/Contents")
        if contents is not None:
            dropping.allowance.spend(contents)
            resources = page.get("/Resources", Dictionary())
            page.Contents = pdf.make_stream(dropping.visible(pikepdf.Page(page), resources))
    for item in pdf.objects:
        if isinstance(item, (Dictionary, pikepdf.Stream)):
            _unmark(item)
    del pdf.Root.OCProperties


def _unmark(item: pikepdf.Object) -> None:
    """Take out of resources and streams what says that they are on layers."""
    if "/OC" in item and isinstance(item, pikepdf.Stream):
        del item["/OC"]
    for resources in (item, item.get("/Resources")):
        named = resources.get("/Properties") if isinstance(resources, Dictionary) else None
        if not isinstance(named, Dictionary):
            continue
        for name, listed in list(named.items()):
            if isinstance(listed, Dictionary) and listed.get("/Type") in (Name.OCG, Name.OCMD):
                del named[name]


def _hidden(layers: pikepdf.Object) -> frozenset[_Key]:
    default = layers.get("/D", Dictionary())
    hidden = {layer.objgen for layer in default.get("/OFF", [])}
    if default.get("/BaseState") == Name.OFF:
        shown = {layer.objgen for layer in default.get("/ON", [])}
        hidden |= {layer.objgen for layer in layers.get("/OCGs", [])} - shown
    return frozenset(hidden)


@dataclass(slots=True)
class _Dropping:
    hidden: frozenset[_Key]
    allowance: content.Allowance = field(default_factory=content.Allowance)
    seen: set[_Key] = field(default_factory=set)

    def visible(self, stream: pikepdf.Object | pikepdf.Page, resources: pikepdf.Object) -> bytes:
        """Return the content of a stream without what is hidden, forms in it included."""
        out: list[Any] = []
        marked: list[bool] = []
        for each in content.parsed(stream):
            name = "BI" if isinstance(each, ContentStreamInlineImage) else str(each.operator)
            if name in ("BMC", "BDC"):
                is_layer = name == "BDC" and len(each.operands) > 1 and each.operands[0] == Name.OC
                marked.append(is_layer and self._hides(each.operands[1], resources))
                if is_layer:
                    # The catalog's list of layers goes, so the mark has no meaning any more.
                    out.append(_plain("BMC", Name.OC))
                    continue
            if not any(marked):
                if name != "Do" or self._shows(each.operands, resources):
                    out.append(each)
            else:
                out += _kept(name, each)
            if name == "EMC" and marked:
                marked.pop()
        return pikepdf.unparse_content_stream(out)

    def _hides(self, named: Any, resources: pikepdf.Object) -> bool:
        found = resources.get("/Properties", Dictionary()).get(str(named))
        return found is not None and self._is_hidden(found)

    def _shows(self, operands: Any, resources: pikepdf.Object) -> bool:
        item = resources.get("/XObject", Dictionary()).get(str(operands[0]))
        if item is None or ("/OC" in item and self._is_hidden(item.OC)):
            return False
        if item.get("/Subtype") == Name.Form and item.objgen not in self.seen:
            self.seen.add(item.objgen)
            if len(self.seen) > _MAX_STREAMS:
                raise Unprintable("The pages have too many forms.")
            self.allowance.spend(item)
            item.write(self.visible(item, item.get("/Resources", resources)))
        return True

    def _is_hidden(self, layer: pikepdf.Object) -> bool:
        if layer.get("/Type") != Name.OCMD:
            return layer.objgen in self.hidden
        if "/VE" in layer:
            raise Unprintable("A layer of the file depends on others by a formula; flatten it.")
        listed = layer.get("/OCGs", pikepdf.Array())
        groups = list(listed) if isinstance(listed, pikepdf.Array) else [listed]
        off = [group.objgen in self.hidden for group in groups]
        policy = str(layer.get("/P", "/AnyOn"))
        shows = {"/AllOn": not any(off), "/AnyOff": any(off), "/AllOff": all(off)}
        return bool(off) and not shows.get(policy, not all(off))


def _kept(name: str, instruction: Any) -> list[Any]:
    """Return what remains of an instruction on a hidden layer: its state, but no mark."""
    if name in ("BI", "Do") or name in _SHOWING:
        return []
    if name in _PAINTING:
        return [_plain("n")]
    if name == "'":
        return [_plain("T*")]
    if name == '"' and len(instruction.operands) == 3:
        words, letters, _ = instruction.operands
        return [_plain("Tw", words), _plain("Tc", letters), _plain("T*")]
    return [instruction]


def _plain(name: str, *operands: Any) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(name))
