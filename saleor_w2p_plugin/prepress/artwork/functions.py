"""A PDF function that gives RGB or Lab in, a sampled one that gives the target's colours out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pikepdf

from saleor_w2p_plugin.prepress.artwork import reading
from saleor_w2p_plugin.prepress.artwork.sources import Source
from saleor_w2p_plugin.prepress.artwork.targets import Target
from saleor_w2p_plugin.prepress.artwork.unprintable import Unprintable

Function = Callable[[float], Sequence[float]]

# Enough that a hard stop in a gradient over a whole sheet stays sharper than a screen dot.
_SAMPLES: Final = 1024
_MAX_DEPTH: Final = 8
# Counted once for each way that leads to a function: that is what evaluating it costs.
MAX_FUNCTIONS: Final = 1000
_MAX_SAMPLE_BYTES: Final = 1 << 20
_MAX_OUTPUTS: Final = 4


def converted(
    pdf: pikepdf.Pdf, function: pikepdf.Object, target: Target, source: Source
) -> pikepdf.Object:
    """Return a function of one input that gives the converted colours (ISO 32000-1, 7.10.2).

    Raises Unprintable for functions of several inputs and PostScript functions.
    """
    low, high = _domain(function)
    evaluate = _function(function, 0, _Allowance())
    colours = []
    for index in range(_SAMPLES):
        values = evaluate(low + (high - low) * index / (_SAMPLES - 1))
        if len(values) != 3:
            raise Unprintable("A gradient or spot colour in RGB or Lab cannot be converted.")
        colours.append(source.clamped(values))
    data = target.bytes_of(colours, source)
    outputs = len(data) // _SAMPLES
    return pdf.make_stream(
        data,
        FunctionType=0,
        Domain=[low, high],
        Range=[0, 1] * outputs,
        Size=[_SAMPLES],
        BitsPerSample=8,
    )


def value(function: pikepdf.Object, at: float) -> Sequence[float]:
    """Return what a function of one input gives; raises Unprintable as `converted` does."""
    return _function(function, 0, _Allowance())(at)


def _domain(function: pikepdf.Object) -> tuple[float, float]:
    first = function[0] if isinstance(function, pikepdf.Array) else function
    domain = [float(value) for value in first.get("/Domain", [])]
    if len(domain) != 2 or domain[0] >= domain[1]:
        raise Unprintable("A gradient or spot colour in RGB or Lab cannot be converted.")
    return domain[0], domain[1]


@dataclass(slots=True)
class _Allowance:
    """How many functions one gradient may still have, shared by all levels of nesting."""

    left: int = MAX_FUNCTIONS

    def take(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Unprintable(f"A gradient has more than {MAX_FUNCTIONS} functions.")


def _function(function: pikepdf.Object, depth: int, allowance: _Allowance) -> Function:
    if depth > _MAX_DEPTH:
        raise Unprintable("A gradient's functions are nested too deeply.")
    allowance.take()
    if isinstance(function, pikepdf.Array):
        parts = [_function(part, depth + 1, allowance) for part in function]
        return lambda x: [part(x)[0] for part in parts]
    kinds = {0: _sampled, 2: _exponential, 3: _stitching}
    kind = kinds.get(int(function.get("/FunctionType", -1)))
    if kind is None:
        raise Unprintable(
            "A gradient or spot colour in RGB or Lab is computed by a PostScript function."
        )
    return kind(function, depth, allowance)


def _floats(function: pikepdf.Object, key: str, default: Sequence[float]) -> list[float]:
    return [float(value) for value in function.get(key, default)]


def _check_outputs(count: int) -> None:
    if count > _MAX_OUTPUTS:
        raise Unprintable("A gradient or spot colour in RGB or Lab cannot be converted.")


def _exponential(function: pikepdf.Object, depth: int, allowance: _Allowance) -> Function:
    first, last = _floats(function, "/C0", [0.0]), _floats(function, "/C1", [1.0])
    exponent = float(function.get("/N", 1))
    _check_outputs(len(first))
    return lambda x: [a + x**exponent * (b - a) for a, b in zip(first, last, strict=True)]


def _stitching(function: pikepdf.Object, depth: int, allowance: _Allowance) -> Function:
    low, high = _domain(function)
    parts = [_function(part, depth + 1, allowance) for part in function.Functions]
    encode = _floats(function, "/Encode", [])
    edges = [low, *_floats(function, "/Bounds", []), high]
    if len(edges) != len(parts) + 1 or len(encode) != 2 * len(parts):
        raise Unprintable("A gradient of the file is damaged.")

    def evaluate(x: float) -> Sequence[float]:
        index = next((i for i in range(len(parts) - 1) if x < edges[i + 1]), len(parts) - 1)
        start, end = edges[index], edges[index + 1]
        share = (x - start) / (end - start) if end > start else 0.0
        first, last = encode[2 * index], encode[2 * index + 1]
        return parts[index](first + share * (last - first))

    return evaluate


def _sampled(function: pikepdf.Object, depth: int, allowance: _Allowance) -> Function:
    size = [int(value) for value in function.Size]
    bits = int(function.get("/BitsPerSample", 0))
    limits = _floats(function, "/Range", [])
    outputs = len(limits) // 2
    _check_outputs(outputs)
    if len(size) != 1 or bits not in (8, 16) or not 0 < size[0] <= 1 << 16:
        raise Unprintable("A gradient or spot colour in RGB or Lab cannot be converted.")
    data = reading.read(function, _MAX_SAMPLE_BYTES)
    step, count = bits // 8, size[0]
    if len(data) < count * outputs * step:
        raise Unprintable("A gradient of the file is damaged.")
    low, high = _domain(function)
    decode = _floats(function, "/Decode", limits)
    encode = _floats(function, "/Encode", [0, count - 1])

    def sample(index: int, output: int) -> float:
        at = (index * outputs + output) * step
        value = int.from_bytes(data[at : at + step], "big") / ((1 << bits) - 1)
        first, last = decode[2 * output], decode[2 * output + 1]
        return first + value * (last - first)

    def evaluate(x: float) -> Sequence[float]:
        place = encode[0] + (x - low) / (high - low) * (encode[1] - encode[0])
        place = min(max(place, 0.0), count - 1.0)
        left = min(int(place), max(count - 2, 0))
        share, right = place - left, min(left + 1, count - 1)
        return [sample(left, o) * (1 - share) + sample(right, o) * share for o in range(outputs)]

    return evaluate
