from __future__ import annotations

import pytest

from saleor_w2p_plugin.rendering.text import Style, Typesetter, parse
from tests.rendering.text import builds
from tests.rendering.text.chains import REGULAR

FEATURES = """
    languagesystem DFLT dflt; languagesystem latn dflt; languagesystem latn DEU;
    feature smcp { sub u0061 by small; } smcp;
    feature ss01 { sub u0061 from [one two]; } ss01;
    feature kern { pos u0061 u0062 -100; } kern;
    feature liga { sub u0061 u0062 by joined; } liga;
    feature locl { script latn; language DEU; sub u0061 by german; } locl;
"""


def _font():
    boxes, cmap = builds.letters("abc")
    others = dict.fromkeys(("small", "one", "two", "joined", "german"), (40, 0, 500, 600))
    return parse("x", builds.font(boxes | others, cmap, features=FEATURES))


FONT = _font()
NAMES = ("u0061", "u0062", "u0063", "small", "one", "two", "joined", "german")


def _glyphs(text, **how):
    line = Typesetter().line(text, Style((FONT,), **how))
    return sorted(NAMES[gid - 1] for _, gids in line.glyphs for gid in gids if gid)


@pytest.mark.parametrize(
    ("features", "glyph"),
    [
        ((), "u0061"),
        (("smcp",), "small"),
        (("+smcp",), "small"),
        (("smcp=1",), "small"),
        (("smcp", "-smcp"), "u0061"),
        (("smcp=0",), "u0061"),
        (("ss01",), "one"),
        (("ss01=2",), "two"),
    ],
)
def test_feature_is_switched(features, glyph):
    assert _glyphs("a", features=features) == [glyph]


def test_features_that_are_on_by_default_can_be_switched_off():
    assert _glyphs("ab") == ["joined"]
    assert _glyphs("ab", features=("-liga",)) == ["u0061", "u0062"]
    width = {
        features: Typesetter().line("ab", Style((FONT,), features)).width
        for features in (("-liga",), ("-liga", "-kern"))
    }
    assert width == pytest.approx({("-liga",): 1.1, ("-liga", "-kern"): 1.2})


def test_tracking_parts_ligatures_unless_they_are_asked_for():
    assert _glyphs("ab", tracking=50) == ["u0061", "u0062"]
    assert _glyphs("ab", tracking=50, features=("liga",)) == ["joined"]


def test_language_chooses_forms():
    assert _glyphs("a", language="de") == ["german"]
    assert _glyphs("a", language="de-AT") == ["german"]
    assert _glyphs("a", language="fr") == ["u0061"]


def test_style_is_refused_when_a_feature_is_none():
    with pytest.raises(ValueError, match="OpenType feature"):
        Style((REGULAR,), ("kern[3:5]",))


def test_styles_are_equal_when_they_set_alike():
    one, other = (Style((REGULAR,), ("smcp",), 10, "de") for _ in range(2))

    assert (one, hash(one)) == (other, hash(other))
    assert one != Style((REGULAR,), ("smcp",), 10, "en")
    assert one != Style((REGULAR,), (), 10, "de")
