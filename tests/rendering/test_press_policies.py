"""Designs under press policies: what compile and answers are refused for, and what is printed."""

from __future__ import annotations

import hashlib
import io
import json

import pikepdf
import pytest
from PIL import Image

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.design.press import apply, load_press
from saleor_w2p_plugin.errors import ArtworkInvalid, Code, DesignInvalid, W2PError
from saleor_w2p_plugin.prepress import colour
from saleor_w2p_plugin.rendering import MemoryAssets, check, compile, press_pdf
from tests.fixtures import profiles
from tests.golden.card import FILES, art, field, operators, raw_card, sha256, text_frame

HOUSE = profiles.house()
OPAQUE = {"transparency": "refuse"}
ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com/ann", "address": ""}
IMAGE = {"name": "photo", "kind": "image", "x_mm": 2, "y_mm": 2, "width_mm": 20, "height_mm": 20}


def _png(image):
    saved = io.BytesIO()
    image.save(saved, "PNG")
    return saved.getvalue()


SOLID = _png(Image.new("RGBA", (300, 300), (200, 60, 40, 255)))
FADING = _png(Image.new("RGBA", (300, 300), (200, 60, 40, 254)))


def _compiled(policy, *frames, files=(), **changes):
    document = apply(load(raw_card(*frames, **changes)), load_press(_policy(policy)))
    fonts = [path.read_bytes() for path in FILES.values()]
    return compile(document, MemoryAssets.of([*fonts, HOUSE, *files]))


def _policy(changes):
    return {"version": 1, "name": "House"} | changes


def _profile(data=HOUSE):
    asset = {"asset": "house.icc", "sha256": hashlib.sha256(data).hexdigest()}
    return {"profile": asset, "condition": {"identifier": "House", "info": "Uncoated"}}


def _problems(error, *arguments, **changes):
    with pytest.raises(error) as refusal:
        _compiled(*arguments, **changes)
    return [(problem.field, problem.message) for problem in refusal.value.problems]


def _shape(**changes):
    place = {"x_mm": 2, "y_mm": 2, "width_mm": 20, "height_mm": 20}
    return {"name": "panel", "kind": "shape", "figure": "rectangle"} | place | changes


def test_profile_is_read_from_the_assets_and_put_into_the_file():
    compiled = _compiled(_profile(), _shape(fill="red"), text_frame(), colours=COLOURS)
    pdf = press_pdf(compiled, ANSWERS)
    wanted = [round(part, 4) for part in colour.of(compiled.document.press, HOUSE).cmyk(1, 0, 0)]

    assert next(values for values, name in operators(pdf) if name == "k") == wanted
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (intent,) = opened.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == HOUSE
        assert (str(intent.OutputConditionIdentifier), str(intent.Info)) == ("House", "Uncoated")
        assert "/RegistryName" not in intent


COLOURS = {
    "ink": {"cmyk": [0, 0, 0, 1]}, "red": {"rgb": [1, 0, 0]},
    "gloss": {"spot": {"name": "Varnish", "cmyk": [0, 0, 0, 0.1]}},
}  # fmt: skip


def test_profile_is_refused_when_it_is_missing_or_of_no_press():
    (missing,) = _problems(DesignInvalid, _profile(b"elsewhere"))
    (broken,) = _problems(DesignInvalid, _profile(b"nonsense"), files=[b"nonsense"])

    assert missing[0] == "press.profile.asset"
    assert broken == ("press.profile", "The ICC profile is broken: its end is missing.")


def test_files_differ_when_policies_do_and_are_the_same_when_they_do_not():
    documents = [_compiled(policy, text_frame()) for policy in ({}, {}, {"ink_limit": 2.5})]
    first, again, other = (press_pdf(each, ANSWERS) for each in documents)

    assert first == again != other


@pytest.mark.parametrize("policy", [OPAQUE, {"standard": "PDF/X-1a:2003"}])
def test_designs_picture_is_refused_when_it_is_transparent(policy):
    images = {"logo": {"asset": "logo.png", "sha256": sha256(FADING)}}
    frame = IMAGE | {"image": "logo"}
    ((field_, message),) = _problems(DesignInvalid, policy, frame, images=images, files=[FADING])

    assert field_ == "images.logo.asset"
    assert "transparent in parts" in message


@pytest.mark.parametrize("policy", [OPAQUE, {"standard": "PDF/X-1a:2003"}])
def test_artwork_is_refused_with_its_page_when_it_is_transparent(policy):
    def fill(pdf, page):
        page.obj.Resources.ExtGState = {"/G0": pikepdf.Dictionary(ca=0.5)}

    artwork = art(b"/G0 gs 0 0 9 9 re f", fill)
    problems = _problems(ArtworkInvalid, policy, text_frame(), artwork=artwork, files=[artwork])

    assert [field_ for field_, _ in problems] == ["artwork.card.pages[0]"]
    assert "opacity below 100 %" in problems[0][1]


def test_answered_picture_is_refused_with_its_frame_when_it_is_transparent():
    frame = IMAGE | {"field": "photo"}
    fields = [field("full_name"), field("url", kind="url"), field("photo", kind="image")]
    compiled = _compiled(OPAQUE, frame, fields=fields)
    pictures = MemoryAssets.of([SOLID, FADING])

    with pytest.raises(W2PError) as refusal:
        check(compiled, ANSWERS | {"photo": sha256(FADING)}, pictures)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field) == (Code.INVALID, "photo")
    assert "transparent in parts" in problem.message
    # An alpha that hides nothing is none.
    pdf = press_pdf(compiled, ANSWERS | {"photo": sha256(SOLID)}, pictures)
    assert b"/SMask" not in pdf


def test_answered_pictures_keep_to_the_ink_limit_and_the_profile():
    dark = _png(Image.new("RGB", (300, 300), (9, 8, 7)))
    frame = IMAGE | {"field": "photo"}
    fields = [field("full_name"), field("url", kind="url"), field("photo", kind="image")]
    compiled = _compiled({**_profile(), "ink_limit": 1.7}, frame, fields=fields)
    pdf = press_pdf(compiled, ANSWERS | {"photo": sha256(dark)}, MemoryAssets.of([dark]))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (image,) = (
            item for item in opened.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        )  # fmt: skip
        inks = image.read_bytes()[:4]
    wanted = colour.of(compiled.document.press, HOUSE).cmyk(9 / 255, 8 / 255, 7 / 255)
    assert list(inks) == pytest.approx([255 * part for part in wanted], abs=1)
    assert 1.6 * 255 < sum(inks) <= 1.7 * 255


def test_texts_in_a_finishing_ink_overprint_and_others_do_not():
    frames = text_frame(colour="gloss"), text_frame("other", y_mm=30, colour="ink")
    compiled = _compiled({"finishing": {"Varnish": "varnish"}}, *frames, colours=COLOURS)
    painted = operators(press_pdf(compiled, ANSWERS))

    assert [name for _, name in painted if name in ("gs", "scn", "k")] == ["gs", "scn", "k"]
    plain = operators(press_pdf(_compiled({}, *frames, colours=COLOURS), ANSWERS))
    assert "gs" not in [name for _, name in plain]


def test_colour_of_an_answer_overprints_when_it_is_a_finishing_ink():
    frame = _shape(fill="{{tone}}")
    colours = {key: value | {"brand": key} for key, value in COLOURS.items()}
    fields = [field("full_name"), field("url", kind="url"), field("tone", kind="colour")]
    compiled = _compiled(
        {"finishing": {"Varnish": "varnish"}}, frame, colours=colours, fields=fields
    )
    used = {
        tone: "gs" in [name for _, name in operators(press_pdf(compiled, ANSWERS | {"tone": tone}))]
        for tone in ("gloss", "ink")
    }

    assert used == {"gloss": True, "ink": False}


def test_policy_is_read_as_json_and_kept_in_the_digest():
    policy = load_press(json.loads(json.dumps(_policy(OPAQUE))))
    document = load(raw_card())

    assert apply(document, policy).digest != document.digest
    assert apply(document, policy).press.is_opaque
