"""A press policy as JSON in, frozen values out; and a design as a press takes it.

A policy says what a press needs of a file: the printing condition, how colours become inks, the
standard, and how strict preflight is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from saleor_w2p_plugin.design.asset import AssetRef
from saleor_w2p_plugin.design.inks import Cmyk
from saleor_w2p_plugin.errors import Code, DesignInvalid, W2PProblem

if TYPE_CHECKING:
    from saleor_w2p_plugin.design.document import Document

Standard = Literal["PDF/X-4", "PDF/X-1a:2003"]
Intent = Literal["perceptual", "relative", "saturation", "absolute"]
Finish = Literal["varnish", "white", "foil", "emboss", "die_line", "crease", "perforation"]

_SCHEMA: Final = "press.schema.json"


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition as an output intent names it (ISO 15930-7, 6.2.2)."""

    identifier: str
    registry: str
    info: str


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """How a policy changes a rule of preflight: its severity (`off` for none) and its numbers."""

    severity: Literal["block", "warn", "info", "off"] | None
    parameters: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Press:
    """A press policy; `profile` is an ICC profile, None for the one that is shipped.

    `ink_limit` is the most ink on one spot, 1 for each full ink; `rich_black` is what pure black
    becomes in areas; `finishing` are spot inks that are no colour, by their names. `digest` is the
    sha256 hex of its canonical JSON, blank for the policy that holds where none is chosen.
    """

    name: str = "Coated FOGRA39"
    profile: AssetRef | None = None
    condition: Condition = Condition(
        "FOGRA39", "http://www.color.org", "Coated FOGRA39 (ISO 12647-2:2004)"
    )
    standard: Standard = "PDF/X-4"
    intent: Intent = "relative"
    black_point: bool = True
    rich_black: Cmyk | None = None
    ink_limit: float | None = None
    allows_rgb: bool = True
    allows_transparency: bool = True
    needs_trim_box: bool = False
    finishing: Mapping[str, Finish] = field(default_factory=lambda: MappingProxyType({}))
    rules: Mapping[str, RuleSetting] = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""

    @property
    def is_opaque(self) -> bool:
        """Tell whether nothing may be transparent; PDF/X-1a knows no transparency at all."""
        return not self.allows_transparency or self.standard == "PDF/X-1a:2003"


DEFAULT: Final = Press()


def load_press(raw: Mapping[str, object]) -> Press:
    """Read a press policy.

    Raises DesignInvalid with every problem found, each with its JSON path. Ids and numbers of
    rules are checked by `prepress.preflight`, which knows them.
    """
    # Imported late: reading builds documents, which have a policy.
    from saleor_w2p_plugin.design import reading

    digest = reading.checked(raw, _SCHEMA)
    found: Mapping[str, Any] = dict(raw)
    profile, rich_black = found.get("profile"), found.get("rich_black")
    limit = found.get("ink_limit")
    if rich_black and limit is not None and sum(rich_black) > limit + 1e-9:
        message = f"Rich black is {sum(rich_black):g} inks, more than the limit of {limit:g}."
        raise DesignInvalid(W2PProblem(Code.DESIGN_INVALID, message, "rich_black"))
    return Press(
        name=found["name"],
        profile=AssetRef(**profile) if profile else None,
        condition=_condition(found["condition"]) if profile else DEFAULT.condition,
        standard=found.get("standard", DEFAULT.standard),
        intent=found.get("intent", DEFAULT.intent),
        black_point=found.get("black_point", DEFAULT.black_point),
        rich_black=Cmyk(*map(float, rich_black)) if rich_black else None,
        ink_limit=None if limit is None else float(limit),
        allows_rgb=found.get("rgb", "convert") == "convert",
        allows_transparency=found.get("transparency", "keep") == "keep",
        needs_trim_box=found.get("trim_box", "assumed") == "needed",
        finishing=dict(found.get("finishing", {})),
        rules={name: _setting(item) for name, item in found.get("rules", {}).items()},
        digest=digest,
    )


def packed(press: Press) -> dict[str, Any]:
    """Return a policy as plain JSON values, for another process; its profile travels apart."""
    black = press.rich_black
    return {
        "name": press.name,
        "condition": asdict(press.condition),
        "standard": press.standard,
        "intent": press.intent,
        "black_point": press.black_point,
        "rich_black": None if black is None else asdict(black),
        "ink_limit": press.ink_limit,
        "allows_rgb": press.allows_rgb,
        "allows_transparency": press.allows_transparency,
        "needs_trim_box": press.needs_trim_box,
        "finishing": dict(press.finishing),
        "rules": {
            name: [setting.severity, dict(setting.parameters)]
            for name, setting in press.rules.items()
        },
        "digest": press.digest,
    }


def unpacked(values: Mapping[str, Any]) -> Press:
    """Return the policy that `packed` was given, without its profile."""
    black = values["rich_black"]
    return Press(
        **{
            **values,
            "condition": Condition(**values["condition"]),
            "rich_black": None if black is None else Cmyk(**black),
            "rules": {name: RuleSetting(*setting) for name, setting in values["rules"].items()},
        }
    )


def apply(document: Document, press: Press) -> Document:
    """Return the design as a press takes it; its digest is another, since it prints differently.

    Raises DesignInvalid where the design breaks the policy, such as its refusal of screen colours,
    with the JSON paths of the design.
    """
    from saleor_w2p_plugin.design import canonical, references

    taken = replace(
        document,
        press=press,
        allows_rgb=document.allows_rgb and press.allows_rgb,
        digest=canonical.digest({"design": document.digest, "press": press.digest}),
    )
    references.check(taken)
    return taken


def _condition(raw: Mapping[str, str]) -> Condition:
    return Condition(raw["identifier"], raw.get("registry", ""), raw.get("info", ""))


def _setting(raw: Mapping[str, Any]) -> RuleSetting:
    numbers = {name: float(value) for name, value in raw.items() if name != "severity"}
    return RuleSetting(raw.get("severity"), numbers)
