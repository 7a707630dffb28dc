"""Cards that lack something in, the comparison's refusal out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from benchmarks.figures import Broken
from benchmarks.rendering import artwork, design, job, raster, sameness
from benchmarks.rendering.with_ours import Drawing

CARD = 3
Raw = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the job."""
    return design.lay_out(tmp_path_factory.mktemp("job"))


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the card is drawn as it should be."""
    return _drawn(folder, tmp_path_factory.mktemp("whole"), job.answers(CARD))


def _drawn(folder: Path, into: Path, answers: job.Answers) -> Path:
    (into / f"{CARD}.pdf").write_bytes(Drawing(folder, "pdf").single(answers))
    return into


def _changed(folder: Path, into: Path, change: Callable[[Raw], object]) -> Path:
    """Draw the card from a document that was changed."""
    other = shutil.copytree(folder, into / "job")
    raw = json.loads((other / "pdf.json").read_text())
    change(raw)
    (other / "pdf.json").write_text(json.dumps(raw))
    return _drawn(other, into, job.answers(CARD))


def _named(raw: Raw, name: str) -> Raw:
    return next(frame for page in raw["pages"] for frame in page["frames"] if frame["name"] == name)


def _move(raw: Raw) -> None:
    _named(raw, "code")["x_mm"] += 0.6


def _omit(name: str) -> Callable[[Raw], None]:
    def change(raw: Raw) -> None:
        for page in raw["pages"]:
            page["frames"] = [frame for frame in page["frames"] if frame["name"] != name]

    return change


def test_engines_pass_when_they_draw_the_same(folder: Path, whole: Path, tmp_path: Path) -> None:
    same = _drawn(folder, tmp_path, job.answers(CARD))
    sameness.check(whole, {"other": same}, [CARD])


@pytest.mark.parametrize(
    ("_case", "change", "says"),
    [
        ("text", _omit("title"), "front: no '.*' in the text"),
        ("symbol", _omit("code"), r"back: the QR symbols say \[\]"),
        ("artwork", lambda raw: raw["pages"][0].pop("artwork"), "front looks different"),
        ("logo", lambda raw: raw["pages"][1].pop("artwork"), "back looks different"),
        ("size", lambda raw: _named(raw, "phone").update(size_pt=7), "back"),
        ("place", _move, "back"),
        ("page", lambda raw: raw["pages"].pop(), "has 1 pages"),
        ("bleed", lambda raw: raw["pages"][0].update(bleed_mm=2), r"front: the page has 89\.00 x"),
    ],
)
def test_engine_is_refused_when_it_draws_less(
    _case: str,
    change: Callable[[Raw], object],
    says: str,
    folder: Path,
    whole: Path,
    tmp_path: Path,
) -> None:
    less = _changed(folder, tmp_path, change)
    with pytest.raises(Broken, match=says):
        sameness.check(whole, {"other": less}, [CARD])
    # What is not whole is no measure for others either.
    if _case in ("text", "symbol", "page"):
        with pytest.raises(Broken):
            sameness.check(less, {}, [CARD])


@pytest.mark.parametrize("name", ["full_name", "email", "code"])
def test_engine_is_refused_when_it_draws_one_letter_less(
    name: str, folder: Path, whole: Path, tmp_path: Path
) -> None:
    answers = job.answers(CARD)
    less = _drawn(folder, tmp_path, {**answers, name: answers[name][:-1]})
    with pytest.raises(Broken, match=f"other, card {CARD}"):
        sameness.check(whole, {"other": less}, [CARD])


def test_engine_is_refused_when_the_logo_lacks_a_petal(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    petals = artwork.petals()[:-1]
    monkeypatch.setattr(artwork, "petals", lambda: petals)
    less = _drawn(design.lay_out(tmp_path), tmp_path, job.answers(CARD))
    with pytest.raises(Broken, match="looks different"):
        sameness.check(whole, {"other": less}, [CARD])


def test_preview_is_refused_when_it_shows_another_card(whole: Path, folder: Path) -> None:
    drawing = Drawing(folder, "pdf")
    front = sameness.card(whole, CARD)[0].image
    for number, refused in ((CARD, False), (CARD + 1, True)):
        path = whole / "preview.jpg"
        path.write_bytes(raster.front_jpeg(drawing.single(job.answers(number))))
        with Image.open(path) as picture:
            preview = picture.convert("RGB")
        if refused:
            with pytest.raises(Broken, match="the preview looks different"):
                sameness.check_preview("other", preview, front)
        else:
            sameness.check_preview("other", preview, front)
