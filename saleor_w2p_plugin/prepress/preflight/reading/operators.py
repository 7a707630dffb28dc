"""The instructions of a content stream in, its marks and notices out (ISO 32000-1, annex A)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable
from saleor_w2p_plugin.prepress.preflight.reading import colours
from saleor_w2p_plugin.prepress.preflight.reading.colours import Space
from saleor_w2p_plugin.prepress.preflight.reading.interpreting import Interpreter, Seen
from saleor_w2p_plugin.prepress.preflight.reading.marks import Notice

# What a single instruction with other operands than the standard's does to code that expects them.
_DAMAGE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def run(interpreter: Interpreter, instructions: Iterable[Any]) -> Seen:
    """Run all instructions; a wrong one is left out and counted, as viewers do.

    Raises Unprintable for what has no end.
    """
    damaged = 0
    for instruction in instructions:
        try:
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                interpreter.draw_inline(instruction)
                continue
            name = str(instruction.operator)
            numeric = _NUMERIC.get(name)
            if numeric is not None:
                numeric(interpreter, *map(float, instruction.operands))
            elif name in _OTHER:
                _OTHER[name](interpreter, list(instruction.operands))
        except Unprintable:
            raise
        except _DAMAGE:
            damaged += 1
    if damaged:
        some = f"{damaged} drawing instructions are damaged and left out."
        interpreter.seen.notices.append(Notice("content", some))
    return interpreter.seen


def _setting(name: str, scale: float = 1.0) -> Callable[..., None]:
    """Return what keeps a number in the state."""

    def keep(interpreter: Interpreter, value: float) -> None:
        setattr(interpreter.state, name, value * scale)

    return keep


def _mode(interpreter: Interpreter, value: float) -> None:
    interpreter.state.mode = int(value)


def _device(space: Space, *, is_stroke: bool) -> Callable[..., None]:
    def choose(interpreter: Interpreter, *values: float) -> None:
        interpreter.device(space, *values, is_stroke=is_stroke)

    return choose


def _painting(*, fills: bool, strokes: bool) -> Callable[..., None]:
    def paint(interpreter: Interpreter) -> None:
        interpreter.paint(fills=fills, strokes=strokes)

    return paint


_FILL: Final = _painting(fills=True, strokes=False)
_STROKE: Final = _painting(fills=False, strokes=True)
_BOTH: Final = _painting(fills=True, strokes=True)

# These take numbers alone.
_NUMERIC: Final[Mapping[str, Callable[..., None]]] = {
    "q": Interpreter.save,
    "Q": Interpreter.restore,
    "cm": Interpreter.concat,
    "w": _setting("width"),
    "m": lambda self, x, y: self.pen.move(x, y),
    "l": lambda self, x, y: self.pen.line(x, y),
    "c": lambda self, *values: self.pen.curve(*values),
    "v": lambda self, *values: self.pen.curve(*values),
    "y": lambda self, *values: self.pen.curve(*values),
    "re": lambda self, *values: self.pen.box(*values),
    "f": _FILL,
    "F": _FILL,
    "f*": _FILL,
    "S": _STROKE,
    "s": _STROKE,
    "B": _BOTH,
    "B*": _BOTH,
    "b": _BOTH,
    "b*": _BOTH,
    "n": Interpreter.end_path,
    "W": Interpreter.clip,
    "W*": Interpreter.clip,
    "g": _device(colours.GRAY, is_stroke=False),
    "G": _device(colours.GRAY, is_stroke=True),
    "k": _device(colours.CMYK, is_stroke=False),
    "K": _device(colours.CMYK, is_stroke=True),
    "rg": _device(colours.RGB, is_stroke=False),
    "RG": _device(colours.RGB, is_stroke=True),
    "BT": lambda self: self.typewriter.begin(),
    "Tm": lambda self, *values: self.typewriter.jump(*values),
    "Td": Interpreter.next_line,
    "TD": Interpreter.next_line_with_leading,
    "T*": Interpreter.next_line,
    "Tc": _setting("spacing"),
    "Tw": _setting("word_spacing"),
    "Tz": _setting("stretch", 0.01),
    "TL": _setting("leading"),
    "Ts": _setting("rise"),
    "Tr": _mode,
}
# And these names, strings, arrays and dictionaries as well.
_OTHER: Final[Mapping[str, Callable[[Interpreter, list[Any]], None]]] = {
    "gs": Interpreter.set_state,
    "cs": Interpreter.set_space,
    "CS": lambda self, operands: self.set_space(operands, is_stroke=True),
    "sc": Interpreter.set_colour,
    "scn": Interpreter.set_colour,
    "SC": lambda self, operands: self.set_colour(operands, is_stroke=True),
    "SCN": lambda self, operands: self.set_colour(operands, is_stroke=True),
    "sh": Interpreter.shade,
    "Do": Interpreter.draw,
    "Tf": Interpreter.set_font,
    "Tj": Interpreter.show,
    "TJ": lambda self, operands: self.show(operands[0]),
    "'": Interpreter.show_on_next_line,
    '"': Interpreter.show_on_next_line,
}
