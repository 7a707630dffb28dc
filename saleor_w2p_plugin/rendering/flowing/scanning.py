"""The tree of an SVG or HTML document in, what of it could only be left out, as sentences, out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

SVG: Final = "{http://www.w3.org/2000/svg}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"

_UNDRAWN_SVG: Final = frozenset(
    ("animate", "animateColor", "animateMotion", "animateTransform", "audio", "canvas", "cursor",
     "discard", "foreignObject", "font", "hatch", "iframe", "meshgradient", "script", "set",
     "solidcolor", "tref", "video")
)  # fmt: skip
_UNDRAWN_HTML: Final = frozenset(
    ("applet", "audio", "canvas", "frame", "frameset", "iframe", "math", "portal", "script",
     "video")
)  # fmt: skip
_INCLUDE: Final = "{http://www.w3.org/2001/XInclude}include"
_ADDRESS: Final = re.compile(r"url\(\s*['\"]?\s*(?!#)([^'\")\s]+)")
_USED: Final = re.compile(r"#([^'\")\s]+)")
# Style that the engine skips, and what to do about it.
_SKIPPED: Final = (
    (re.compile(r"@import[^;]*"), "put the style sheet inside"),
    (re.compile(r"@media[^{]*"), "keep only what is meant for print"),
    (re.compile(r"device-cmyk\([^)]*\)?"), "give exact inks in a PDF or in HTML"),
    (re.compile(r"(?<![-\w])transform\s*:[^;}]*"), "write it as an attribute"),
    (re.compile(r"(?<![-\w])direction\s*:\s*rtl"), "use text-anchor instead"),
    (re.compile(r"(?<![-\w])filter\s*:\s*(?!none|url)[^;}]*"), "turn the effect into a picture"),
    (re.compile(r"vector-effect\s*:\s*non-scaling-stroke"), "give the stroke its width"),
)


class _Suspect(ValueError):
    """The XML declares or includes what we do not read."""


def parse_svg(data: bytes) -> Element:
    """Parse an SVG; raises ValueError, with a sentence, for entities, style sheets and damage."""
    # The builder's parser resolves entities by itself, so they are looked for beforehand.
    scout = expat.ParserCreate()
    scout.EntityDeclHandler = _refuse_entity
    scout.ProcessingInstructionHandler = _refuse_instruction
    parser = XMLParser(target=TreeBuilder())  # noqa: S314
    try:
        scout.Parse(data, True)
        parser.feed(data)
        root: Element = parser.close()
    except (expat.ExpatError, ParseError, LookupError) as error:
        raise ValueError(f"The SVG cannot be read: {error}.") from None
    if root.tag != f"{SVG}svg":
        raise ValueError("The file is no SVG.")
    return root


def _refuse_entity(name: str, *_: object) -> None:
    raise _Suspect(f"The SVG declares the entity {name}; save it without entities.")


def _refuse_instruction(target: str, data: str) -> None:
    if target == "xml-stylesheet":
        raise _Suspect(f"The SVG refers to a style sheet by {data}; put it inside.")


def svg_problems(data: bytes) -> Iterator[str]:
    """Tell why the bytes of an SVG would be drawn incompletely."""
    try:
        root = parse_svg(data)
    except ValueError as error:
        yield str(error)
        return
    yield from tree_problems(root)


def tree_problems(root: Element) -> Iterator[str]:
    """Tell what of an SVG or HTML tree would be missing on paper.

    Event handlers (onload and the like) are ignored: on paper there are no events.
    """
    yield from _view_box(root)
    used = {name for element in root.iter() for name in _USED.findall(" ".join(_styles(element)))}
    for element in root.iter():
        tag = str(element.tag)
        if tag.startswith(SVG):
            yield from _svg_element(element, tag.removeprefix(SVG), used)
        elif tag in _UNDRAWN_HTML:
            yield f"<{tag}> cannot be printed."
        elif tag == "img" and not element.get("src"):
            yield "<img> has no src."
        elif tag == _INCLUDE:
            yield f"The document includes {element.get('href')}, which was not handed over."


def _view_box(root: Element) -> Iterator[str]:
    box = root.get("viewBox")
    if box is None or root.tag != f"{SVG}svg":
        return
    try:
        _, _, width, height = (float(number) for number in box.replace(",", " ").split())
    except ValueError:
        width = height = 0.0
    if not (0 < width < math.inf and 0 < height < math.inf):
        yield f"The viewBox {box[:100]} is no area."


def _styles(element: Element) -> list[str]:
    """Return what may style an element, presentation attributes as declarations."""
    own = (element.text or "") if element.tag == f"{SVG}style" else ""
    attributes = (
        value if name == "style" else f"{name}:{value}"
        for name, value in element.attrib.items()
        if name != "transform"
    )
    return [own, *attributes]


def _svg_element(element: Element, tag: str, used: set[str]) -> Iterator[str]:
    # What no reader can know is skipped by all of them, such as Illustrator's private data.
    if tag in _UNDRAWN_SVG and not element.get("requiredExtensions"):
        yield f"<{tag}> cannot be printed."
    elif tag == "filter" and element.get("id") in used and len(element):
        kind = str(element[0].tag).removeprefix(SVG)
        yield f"The filter {kind} cannot be printed; turn the effect into a picture."
    elif tag not in ("a", "image"):
        target = element.get("href", element.get(f"{XLINK}href", "#"))
        if not target.strip().startswith("#"):
            yield f"<{tag}> refers to {target[:100]}, which was not handed over."
    for style in _styles(element):
        for address in _ADDRESS.findall(style):
            yield f"The SVG refers to {address[:100]}, which was not handed over."
        for pattern, advice in _SKIPPED:
            for found in pattern.findall(style):
                yield f"{found.strip()[:100]} cannot be printed; {advice}."
