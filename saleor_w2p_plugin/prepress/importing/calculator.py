"""A PostScript calculator function and its input in, its output out (ISO 32000-1, 7.10.5)."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

_PART: Final = re.compile(r"[{}]|[^\s{}]+")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_MAX_STEPS: Final = 10_000
_MAX_STACK: Final = 100
_MAX_DEPTH: Final = 20

_BINARY: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul,
    "div": lambda a, b: a / b, "idiv": lambda a, b: int(a / b), "mod": math.fmod,
    "exp": lambda a, b: math.pow(a, b), "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "ge": operator.ge,
    "lt": operator.lt, "le": operator.le,
    "and": lambda a, b: a & b, "or": lambda a, b: a | b, "xor": lambda a, b: a ^ b,
}  # fmt: skip
_UNARY: Final[dict[str, Callable[[Any], Any]]] = {
    "abs": abs, "neg": operator.neg, "ceiling": math.ceil, "floor": math.floor, "round": round,
    "truncate": int, "cvi": int, "cvr": float, "sqrt": math.sqrt, "ln": math.log,
    "log": math.log10, "not": operator.not_,
    "sin": lambda a: math.sin(math.radians(a)), "cos": lambda a: math.cos(math.radians(a)),
}  # fmt: skip

_Program = list[Any]


def calculated(program: str, values: Sequence[float]) -> list[float]:
    """Run a program; raises Unprintable for damaged and endless ones."""
    try:
        parts = iter(_PART.findall(program))
        if next(parts) != "{":
            raise ValueError("no program")
        machine = _Machine(list(values))
        machine.run(_parsed(parts, 0))
        return [float(value) for value in machine.stack]
    except (ArithmeticError, IndexError, StopIteration, TypeError, ValueError):
        raise Unprintable("A spot colour's function is damaged.") from None


def _parsed(parts: Iterator[str], depth: int) -> _Program:
    if depth > _MAX_DEPTH:
        raise ValueError("nested too deeply")
    program: _Program = []
    while (part := next(parts)) != "}":
        if part == "{":
            program.append(_parsed(parts, depth + 1))
        else:
            program.append(float(part) if _NUMBER.fullmatch(part) else part)
    return program


class _Machine:
    def __init__(self, stack: list[Any]) -> None:
        self.stack = stack
        self._steps = 0

    def run(self, program: _Program) -> None:
        for step in program:
            self._steps += 1
            if self._steps > _MAX_STEPS or len(self.stack) > _MAX_STACK:
                raise ValueError("endless")
            if isinstance(step, (float, list)):
                self.stack.append(step)
            else:
                self._operator(step)

    def _operator(self, name: str) -> None:
        stack = self.stack
        if name in _BINARY:
            second, first = stack.pop(), stack.pop()
            stack.append(_BINARY[name](first, second))
        elif name in _UNARY:
            stack.append(_UNARY[name](stack.pop()))
        elif name in ("true", "false"):
            stack.append(name == "true")
        elif name in ("if", "ifelse"):
            self._choice(name)
        else:
            self._moved(name)

    def _choice(self, name: str) -> None:
        otherwise = self.stack.pop() if name == "ifelse" else []
        then = self.stack.pop()
        self.run(then if self.stack.pop() else otherwise)

    def _moved(self, name: str) -> None:
        stack = self.stack
        if name == "pop":
            stack.pop()
        elif name == "dup":
            stack.append(stack[-1])
        elif name == "exch":
            stack[-2:] = stack[-1], stack[-2]
        elif name == "copy":
            count = int(stack.pop())
            stack += stack[len(stack) - count :] if 0 < count <= len(stack) else []
        elif name == "index":
            stack.append(stack[-1 - int(stack.pop())])
        elif name == "roll":
            turn, count = int(stack.pop()), int(stack.pop())
            if not 0 < count <= len(stack):
                raise ValueError("too little to roll")
            top = stack[-count:]
            stack[-count:] = top[-turn % count :] + top[: -turn % count]
        else:
            raise ValueError(f"no operator {name}")
