"""One thing of a design that can be answered, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from saleor_w2p_plugin.design.conditions import Condition

Kind = Literal[
    "text",
    "multiline",
    "number",
    "date",
    "phone",
    "email",
    "url",
    "choice",
    "boolean",
    "colour",
    "image",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer of a choice field, or a colour's key of a colour field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Default:
    """Where a field's answer comes from when nobody gives one: a source or a fixed text."""

    source: str | None
    fixed: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be answered, or one that follows from other answers.

    An answer is a text in canonical form: a number as `12.5`, a date as `2026-03-01`, a boolean as
    `true` or `false`, a colour as its key, a picture as its sha256, where wanted with the share
    that is shown (`#xywh=percent:10,0,80,100`, W3C Media Fragments URI 1.0, 4.2.2).

    Lengths count characters. `minimum` and `maximum` bound numbers and dates (ISO 8601), both
    included; `decimals` is the most digits after the point; `format` is how a number or a date
    prints (Unicode TR35 patterns). `mask` has 9 for a digit, A for a letter, * for either, and
    everything else as it stands. `min_px` is the least width and height of a picture. A field with
    a `value` is derived: the template is filled in and nobody answers it.
    """

    name: str
    label: str
    kind: Kind
    help: str
    required: bool | Condition
    visible: Condition | None
    min_length: int
    max_length: int
    minimum: Decimal | str | None
    maximum: Decimal | str | None
    decimals: int | None
    format: str | None
    mask: str | None
    pattern: str | None
    choices: tuple[Choice, ...]
    min_px: int
    default: Default | None
    value: str | None
    editable_by: tuple[str, ...] | None
