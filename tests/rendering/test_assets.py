from __future__ import annotations

import pytest

from saleor_w2p_plugin.design.document import load
from saleor_w2p_plugin.rendering import FirstOf, FolderAssets, MemoryAssets
from tests.golden.card import raw_card, sha256, text_frame

DATA = b"a font"


def _document(asset="fonts/a.ttf"):
    fonts = {"a": {"asset": asset, "sha256": sha256(DATA)}}
    return load(raw_card(text_frame(content="x", fonts=["a"]), fonts=fonts))


def _reason(root, document):
    with pytest.raises(LookupError) as refusal:
        FolderAssets(root, document).read(sha256(DATA))
    return str(refusal.value)


def test_file_is_read_when_its_checksum_is_right(tmp_path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/a.ttf").write_bytes(DATA)

    assert FolderAssets(tmp_path, _document()).read(sha256(DATA)) == DATA


def test_file_is_refused_when_it_is_missing_changed_or_a_folder(tmp_path):
    assert "is not there" in _reason(tmp_path, _document())
    (tmp_path / "fonts/a.ttf").mkdir(parents=True)
    assert "is not there" in _reason(tmp_path, _document())
    (tmp_path / "fonts/a.ttf").rmdir()
    (tmp_path / "fonts/a.ttf").write_bytes(b"changed")
    assert "other contents" in _reason(tmp_path, _document())


def test_file_is_refused_when_a_link_leads_out_of_the_folder(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out.ttf"
    (inside / "fonts").mkdir(parents=True)
    outside.write_bytes(DATA)
    (inside / "fonts/a.ttf").symlink_to(outside)

    assert "leads out" in _reason(inside, _document())


def test_only_what_the_design_names_can_be_read(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")

    with pytest.raises(LookupError):
        FolderAssets(tmp_path, _document()).read(sha256(b"secret"))


def test_memory_gives_what_it_was_given():
    assets = MemoryAssets.of([DATA])

    assert assets.read(sha256(DATA)) == DATA
    with pytest.raises(LookupError):
        assets.read("0" * 64)


def test_first_place_that_has_a_file_gives_it_when_there_are_several() -> None:
    places = FirstOf(MemoryAssets.of([b"one"]), MemoryAssets.of([b"one", b"two"]))

    assert places.read(MemoryAssets.digest(b"two")) == b"two"
    with pytest.raises(LookupError):
        places.read(MemoryAssets.digest(b"three"))
