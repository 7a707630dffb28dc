"""The instructions of a page or form in, the same with rich black in its black areas out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Name, Operator

from saleor_w2p_plugin.prepress import matrices
from saleor_w2p_plugin.prepress.artwork import content, figures
from saleor_w2p_plugin.prepress.colour.rich import is_area
from saleor_w2p_plugin.prepress.matrices import IDENTITY, Matrix

Instruction = Any

_PATH: Final = frozenset(("m", "l", "c", "v", "y", "h", "re", "W", "W*"))
_FILLS: Final = frozenset(("f", "F", "f*", "B", "B*", "b", "b*"))
_BLACK: Final = {1: [0.0], 4: [0.0, 0.0, 0.0, 1.0]}
_COMPONENTS: Final = {"/DeviceGray": 1, "/G": 1, "/CalGray": 1, "/DeviceCMYK": 4, "/CMYK": 4}


@dataclass(frozen=True, slots=True)
class _State:
    """What decides about a fill: where it goes, how many components its space has, what they are,
    and which entries of graphics states make it more than a plain fill."""

    matrix: Matrix
    components: int = 0
    is_black: bool = False
    special: frozenset[str] = frozenset()


@dataclass(slots=True)
class Areas:
    """Fills the black areas of one file; knows how forms are first placed, so how large they are.

    What overprints or is transparent stays as it is, and so does what clips.
    """

    _placed: dict[tuple[int, int], Matrix] = field(default_factory=dict)

    def filled(
        self,
        stream: pikepdf.Object | pikepdf.Page,
        resources: pikepdf.Object,
        instructions: Iterable[Instruction],
        rich_black: Sequence[float],
    ) -> list[Instruction]:
        """Return a stream's instructions, with rich black in its black areas."""
        key = (stream.obj if isinstance(stream, pikepdf.Page) else stream).objgen
        is_page = isinstance(stream, pikepdf.Page)
        matrix = self._placed.get(key, IDENTITY)
        if not is_page and "/Matrix" in stream:
            matrix = matrices.product(matrices.matrix(stream.Matrix), matrix)
        # A page starts in black (ISO 32000-1, 8.4.1), a form in the colour of whatever draws it.
        start = _State(matrix, components=1, is_black=True) if is_page else _State(matrix)
        return _Stream(self, resources, rich_black, start).filled(instructions)

    def place(self, form: pikepdf.Object, matrix: Matrix) -> None:
        """Remember where a form is drawn for the first time."""
        self._placed.setdefault(form.objgen, matrix)


@dataclass(slots=True)
class _Stream:
    areas: Areas
    resources: pikepdf.Object
    rich_black: Sequence[float]
    state: _State
    stack: list[_State] = field(default_factory=list)
    path: list[Instruction] = field(default_factory=list)
    out: list[Instruction] = field(default_factory=list)

    def filled(self, instructions: Iterable[Instruction]) -> list[Instruction]:
        for instruction in instructions:
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self.out.append(instruction)
                continue
            name = str(instruction.operator)
            if name in _PATH:
                self.path.append(instruction)
                continue
            self._end(name, instruction)
            self._note(name, list(instruction.operands))
        return self.out + self.path

    def _end(self, name: str, instruction: Instruction) -> None:
        """Write a path that has ended, and what ended it."""
        ended, self.path = [*self.path, instruction], []
        state = self.state
        if name in _FILLS and state.is_black and not state.special and len(ended) > 1:
            measured = figures.measure(ended[:-1], state.matrix, is_even_odd="*" in name)
            if measured and is_area(*measured):
                rich = pikepdf.ContentStreamInstruction(self.rich_black, Operator("k"))
                ended = [_plain("q"), rich, *ended, _plain("Q")]
        self.out += ended

    def _note(self, name: str, operands: list[Any]) -> None:
        state = self.state
        if name == "q":
            self.stack.append(state)
        elif name == "Q" and self.stack:
            self.state = self.stack.pop()
        elif name == "cm":
            self.state = dataclasses.replace(
                state, matrix=matrices.product(matrices.matrix(operands), state.matrix)
            )
        elif name in ("g", "k"):
            components = len(operands)
            is_black = _is_black(operands, components)
            self.state = dataclasses.replace(state, components=components, is_black=is_black)
        elif name == "cs" and operands:
            components = _components(content.named_space(self.resources, operands[0]))
            self.state = dataclasses.replace(state, components=components, is_black=False)
        elif name in ("sc", "scn"):
            is_black = _is_black(operands, state.components)
            self.state = dataclasses.replace(state, is_black=is_black)
        elif name == "gs" and operands:
            self._set_special(operands[0])
        elif name == "Do" and operands:
            form = self.resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            if isinstance(form, pikepdf.Stream):
                self.areas.place(form, state.matrix)

    def _set_special(self, name: pikepdf.Object) -> None:
        entries = self.resources.get("/ExtGState", pikepdf.Dictionary()).get(str(name))
        if entries is None:
            return
        special = set(self.state.special)
        for key, is_set in _special(entries):
            special = special | {key} if is_set else special - {key}
        self.state = dataclasses.replace(self.state, special=frozenset(special))


def _special(entries: pikepdf.Object) -> Iterable[tuple[str, bool]]:
    """Yield what a graphics state sets, and whether that makes fills more than plain ones."""
    overprints = entries.get("/op", entries.get("/OP"))
    if overprints is not None:
        yield "op", bool(overprints)
    if "/ca" in entries:
        yield "ca", float(entries["/ca"]) < 1
    if "/BM" in entries:
        yield "BM", entries["/BM"] not in (Name.Normal, Name.Compatible)
    if "/SMask" in entries:
        yield "SMask", entries["/SMask"] != Name("/None")


def _components(space: pikepdf.Object | None) -> int:
    """Return how many components say black in a space; 0 where nothing does."""
    if isinstance(space, pikepdf.Array) and len(space):
        if space[0] == Name.ICCBased:
            count = int(space[1].get("/N", 0))
            return count if count in _BLACK else 0
        space = space[0]
    return _COMPONENTS.get(str(space), 0)


def _is_black(operands: Sequence[Any], components: int) -> bool:
    if len(operands) != components or any(isinstance(each, pikepdf.Name) for each in operands):
        return False
    return [float(value) for value in operands] == _BLACK.get(components)


def _plain(name: str) -> Instruction:
    return pikepdf.ContentStreamInstruction([], Operator(name))
