from __future__ import annotations

import json

import pytest
from pikepdf import String
from PIL import Image

from saleor_w2p_plugin.cli import files
from saleor_w2p_plugin.cli.main import main
from saleor_w2p_plugin.errors import W2PError, refuse
from saleor_w2p_plugin.prepress import colour
from tests.golden.card import FILES, sha256
from tests.prepress.importing.forms import Form


@pytest.fixture
def folder(tmp_path):
    form = Form(b"0 0 0 0.2 k 0 0 300 300 re f")
    form.field("name[min=7]", V=String("Ann Lee"), DA=String("/Bold 12 Tf 0 g"))
    (tmp_path / "Card 1.pdf").write_bytes(form.bytes())
    (tmp_path / "fonts").mkdir()
    for key in ("regular", "bold"):
        (tmp_path / "fonts" / FILES[key].name).write_bytes(FILES[key].read_bytes())
    (tmp_path / "fonts" / "OFL.txt").write_text("licence")
    return tmp_path


def _run(folder, *words, file="Card 1.pdf"):
    return main(
        ["import", str(folder / file), "-o", str(folder / "out"),
         "--fonts", str(folder / "fonts"), *words]
    )  # fmt: skip


def _written(folder):
    return sorted(
        path.relative_to(folder / "out").as_posix()
        for path in (folder / "out").rglob("*")
        if path.is_file()
    )


def test_import_writes_a_design_that_renders(folder, capsys):
    assert _run(folder) == 0

    assert _written(folder) == ["artwork/card-1.pdf", "design.json", "fonts/NotoSans-Bold.ttf"]
    shown = capsys.readouterr()
    assert "Card 1, 1 page, 1 field, 2 files." in shown.out
    assert shown.err == ""
    (folder / "answers.json").write_text('{"name": "Bo"}')
    words = ["render", str(folder / "out/design.json"), str(folder / "answers.json")]
    assert main([*words, "-o", str(folder / "card.pdf")]) == 0


def test_import_gives_machines_one_object(folder, capsys):
    assert _run(folder, "--json", "--name", "Our card") == 0

    told = json.loads(capsys.readouterr().out)
    assert told["fields"] == ["name"]
    assert told["files"] == ["artwork/our-card.pdf", "fonts/NotoSans-Bold.ttf"]
    assert [found["rule"] for found in told["findings"]] == ["output-intent"]
    assert json.loads((folder / "out/design.json").read_text())["name"] == "Our card"


def test_import_reports_default_answers_that_do_not_fit(folder, capsys):
    form = Form()
    form.field("name", V=String("x" * 100), DA=String("/Bold 12 Tf 0 g"))
    (folder / "Card 1.pdf").write_bytes(form.bytes())

    assert _run(folder) == 0
    assert "warn: default-unfit: name: " in capsys.readouterr().out


def test_import_leaves_a_design_alone(folder, capsys):
    (folder / "out").mkdir()
    (folder / "out/design.json").write_text("mine")

    assert _run(folder) == 2
    assert "There is a design already." in capsys.readouterr().err
    assert _written(folder) == ["design.json"]


def test_import_overwrites_no_file(folder, capsys):
    (folder / "out/fonts").mkdir(parents=True)
    (folder / "out/fonts/NotoSans-Bold.ttf").write_text("mine")

    assert _run(folder) == 2
    assert "is there already" in capsys.readouterr().err
    assert _written(folder) == ["fonts/NotoSans-Bold.ttf"]
    assert (folder / "out/fonts/NotoSans-Bold.ttf").read_text() == "mine"


def test_import_writes_nothing_when_a_file_cannot_be_written(folder, monkeypatch):
    written = []

    def failing(path, data):
        if path.name == "design.json":
            raise refuse("invalid", "The disk is full.", str(path))
        path.write_bytes(data)
        written.append(path)

    monkeypatch.setattr(files, "write_whole", failing)

    assert _run(folder) == 2
    assert len(written) == 2
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--fix", "polish"], 2, "fixes: There is no fix polish"),
        (["--size", "85x55"], 2, "of their own"),
        (["--fonts", "/nowhere"], 2, "cannot be read"),
        (["--press", "/nowhere.json"], 2, "cannot be read"),
    ],
)
def test_import_is_refused_when_its_options_are_wrong(folder, capsys, words, code, said):
    assert _run(folder, *words) == code
    assert said in capsys.readouterr().err
    assert not (folder / "out").exists()


@pytest.mark.parametrize("words", [["--size", "85"], ["--bleed", "much"], ["--bleed", "nan"]])
def test_import_is_refused_when_a_length_is_none(folder, words):
    with pytest.raises(SystemExit):
        _run(folder, *words)


def test_import_is_refused_with_the_name_of_the_field(folder, capsys):
    (folder / "fonts/NotoSans-Bold.ttf").unlink()

    assert _run(folder, "--json") == 2
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["field"] == "artwork.fields.name"
    assert "NotoSans-Bold" in problem["message"]


def test_import_obeys_the_press(folder, capsys):
    form = Form(b"1 0 0 rg 0 0 9 9 re f")
    (folder / "Card 1.pdf").write_bytes(form.bytes())
    policy = {"version": 1, "name": "Strict", "rgb": "refuse"}
    (folder / "press.json").write_text(json.dumps(policy))
    words = ["--press", str(folder / "press.json")]

    assert _run(folder, *words) == 2
    assert "--" not in capsys.readouterr().out
    assert _run(folder, *words, "--fix", "convert-rgb") == 0
    assert "info: fix-applied: " in capsys.readouterr().out


def test_import_converts_by_the_profile_of_the_press(folder, capsys):
    form = Form(b"1 0 0 rg 0 0 9 9 re f")
    (folder / "Card 1.pdf").write_bytes(form.bytes())
    profile = colour.shipped()
    ref = {"asset": "press.icc", "sha256": sha256(profile)}
    policy = {"version": 1, "name": "Own", "rgb": "refuse", "profile": ref,
              "condition": {"identifier": "OURS"}}  # fmt: skip
    (folder / "press.json").write_text(json.dumps(policy))
    words = ["--press", str(folder / "press.json"), "--fix", "convert-rgb"]

    assert _run(folder, *words) == 2
    assert "press.icc is not there" in capsys.readouterr().err
    (folder / "press.icc").write_bytes(profile)
    assert _run(folder, *words) == 0


def test_import_takes_pictures(folder, capsys):
    Image.new("CMYK", (910, 610)).save(folder / "art.jpg")

    assert _run(folder, "--size", "85x55", "--bleed", "3", file="art.jpg") == 0
    assert _written(folder) == ["design.json", "images/art.jpg"]
    assert "prints at 254 ppi" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["../stolen.txt", "art/../../stolen.txt", "{outside}/stolen.txt"])
def test_file_is_refused_when_its_path_leads_out_of_the_folder(path, tmp_path):
    folder = tmp_path / "design"
    contents = {"kept.txt": b"x", path.format(outside=tmp_path): b"x"}

    with pytest.raises(W2PError) as refused:
        files.write_folder(folder, contents)

    assert "outside" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_import_ends_with_3_and_writes_nothing_when_the_artwork_is_blocked(folder, capsys):
    (folder / "thin.pdf").write_bytes(Form(b"0 0 0 1 K 0.1 w 20 20 m 90 20 l S").bytes())
    policy = {"version": 1, "name": "Strict", "rules": {"hairlines": {"severity": "block"}}}
    (folder / "press.json").write_text(json.dumps(policy))

    assert _run(folder, "--press", str(folder / "press.json"), file="thin.pdf") == 3
    assert "w2p: block: hairlines: page 1" in capsys.readouterr().err
    assert not (folder / "out").exists()
    assert _run(folder, file="thin.pdf") == 0
    assert "warn: hairlines: page 1" in capsys.readouterr().out
