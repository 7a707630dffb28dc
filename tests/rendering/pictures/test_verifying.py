"""What is taken is what can be prepared, for less time."""

from __future__ import annotations

import pytest

from saleor_w2p_plugin.rendering.pictures import PictureInvalid, Terms, inspect, prepare, verify
from tests.rendering.pictures.samples import VALID


@pytest.mark.parametrize("name", VALID)
def test_picture_is_taken_when_it_can_be_prepared(name):
    info = verify(VALID[name])

    prepared = prepare(VALID[name])
    assert info == inspect(VALID[name])
    assert (info.width_px, info.height_px) == (prepared.width_px, prepared.height_px)


@pytest.mark.parametrize("name", VALID)
def test_picture_is_refused_when_it_ends_too_early(name):
    cut = VALID[name][: len(VALID[name]) * 2 // 3]

    refusals = []
    for look in (verify, prepare):
        with pytest.raises(PictureInvalid) as refused:
            look(cut)
        refusals.append(str(refused.value))

    assert refusals[0] == refusals[1]


@pytest.mark.parametrize("name", VALID)
def test_colours_of_light_are_refused_when_they_have_to_be(name):
    refusals = []
    for look in (verify, prepare):
        try:
            look(VALID[name], Terms(allows_rgb=False))
        except PictureInvalid as refused:
            refusals.append(str(refused))

    assert len(refusals) in (0, 2)
    assert refusals[:1] == refusals[1:]
