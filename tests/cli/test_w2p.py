from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from PIL import Image

from saleor_w2p_plugin.cli.main import main
from tests.fixtures import profiles
from tests.golden.card import FILES, art, field, raw_card, sha256, text_frame

ANSWERS = {"full_name": "Ann Smith", "url": "https://example.com/ann"}


@pytest.fixture
def folder(tmp_path):
    artwork = art(b"1 0 0 rg 0 0 20 20 re f")
    raw = raw_card(artwork=artwork)
    (tmp_path / "fonts").mkdir()
    (tmp_path / "artwork").mkdir()
    for path in FILES.values():
        (tmp_path / "fonts" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "artwork/card.pdf").write_bytes(artwork)
    _write(tmp_path / "design.json", raw)
    _write(tmp_path / "answers.json", ANSWERS)
    return tmp_path


def _write(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return str(path)


def _run(folder, command, *words, answers="answers.json"):
    return main([command, str(folder / "design.json"), str(folder / answers), *words])


def _files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_render_writes_a_pdf_and_says_so(folder, capsys):
    output = folder / "card.pdf"

    assert _run(folder, "render", "-o", str(output)) == 0
    assert output.read_bytes().startswith(b"%PDF-1.6")
    shown = capsys.readouterr()
    assert f"{output}: {output.stat().st_size} bytes" in shown.out
    assert shown.err == ""


def test_render_gives_machines_one_object(folder, capsys):
    assert _run(folder, "render", "-o", str(folder / "card.pdf"), "--json") == 0

    result = json.loads(capsys.readouterr().out)
    assert (result["report"]["passed"], result["report"]["findings"]) == (True, [])
    assert result["bytes"] == (folder / "card.pdf").stat().st_size
    assert len(result["fingerprint"]) == 64


def test_render_gives_the_same_bytes_twice(folder):
    _run(folder, "render", "-o", str(folder / "one.pdf"))
    _run(folder, "render", "-o", str(folder / "two.pdf"))

    assert (folder / "one.pdf").read_bytes() == (folder / "two.pdf").read_bytes()


def test_preview_writes_a_picture(folder):
    output = folder / "front.jpg"

    assert _run(folder, "preview", "-o", str(output), "--page", "1", "--dpi", "100") == 0
    with Image.open(output) as picture:
        assert picture.format == "JPEG"


def test_preview_is_refused_when_its_ending_names_no_format(folder, capsys):
    output = folder / "front.gif"

    assert _run(folder, "preview", "-o", str(output)) == 2
    assert f"{output}: A picture ends in .jpg, .webp or .png." in capsys.readouterr().err
    assert not output.exists()


def test_preview_is_refused_when_there_is_no_such_page(folder, capsys):
    assert _run(folder, "preview", "-o", str(folder / "x.jpg"), "--page", "2") == 2
    assert "w2p: page: The design has no page 2." in capsys.readouterr().err
    assert "x.jpg" not in _files(folder)


def test_check_reports_design_and_answers(folder, capsys):
    assert main(["check", str(folder / "design.json")]) == 0
    assert _run(folder, "check") == 0
    assert "fits; fingerprint" in capsys.readouterr().out


def test_member_fills_in_what_is_not_answered(folder, capsys):
    _write(folder / "answers.json", {})
    member = _write(folder / "member.json", {"member.full_name": "Ann Smith"})
    _run(folder, "check", "--json", "--member", member)
    from_member = json.loads(capsys.readouterr().out)["fingerprint"]
    _write(folder / "answers.json", {"full_name": "Ann Smith"})
    _run(folder, "check", "--json")

    assert json.loads(capsys.readouterr().out)["fingerprint"] == from_member


@pytest.mark.parametrize("member", [{"member.age": "5"}, {"member.full_name": 5}])
def test_member_is_refused_when_it_holds_something_else(folder, member, capsys):
    path = _write(folder / "member.json", member)

    assert _run(folder, "check", "--member", path) == 2
    assert path in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ("{", "is not valid JSON"),
        ("", "is not valid JSON"),
        ("[]", "is not a JSON object"),
        ('{"url": "a", "url": "b"}', "'url' is given twice"),
        ('{"url": NaN}', "NaN is not a number"),
        ('{"url": ' + "9" * 5000 + "}", "is not valid JSON"),
        ('{"a":' * 100_000, "is nested too deeply"),
        ({"full_name": 5}, "full_name: An answer is a text, in quotes."),
        ({"nobody": "x"}, "nobody: The design has no such field."),
        ({"full_name": "x" * 150}, "name: This is too much for the frame"),
        ({"full_name": "😀"}, "U+1F600"),
    ],
)
def test_field_frame_or_path_is_named_when_answers_are_bad(folder, answers, reason, capsys):
    _write(folder / "answers.json", answers)

    before = _files(folder)
    assert _run(folder, "render", "-o", str(folder / "card.pdf")) == 2
    assert reason in capsys.readouterr().err
    assert _files(folder) == before


def test_answers_are_refused_when_they_are_not_utf_8(folder, capsys):
    (folder / "answers.json").write_bytes(b'{"full_name": "\xff"}')

    assert _run(folder, "check") == 2
    assert "is not UTF-8: byte 15" in capsys.readouterr().err


def test_answers_are_refused_at_once_when_they_are_huge(folder, capsys):
    (folder / "huge.json").write_bytes(b'{"full_name": "' + b"x" * 50_000_000 + b'"}')
    started = time.perf_counter()

    assert _run(folder, "check", answers="huge.json") == 2
    assert time.perf_counter() - started < 1
    assert "is larger than 1000000 bytes" in capsys.readouterr().err


def test_problems_are_objects_when_machines_ask(folder, capsys):
    _write(folder / "answers.json", {"nobody": "x"})

    assert _run(folder, "check", "--json") == 2
    assert json.loads(capsys.readouterr().out)["problems"] == [
        {"code": "unknown_field", "field": "nobody", "message": "The design has no such field."}
    ]


@pytest.mark.parametrize("output", ["missing/card.pdf", "fonts", "answers.json/card.pdf"])
def test_path_is_named_when_the_output_cannot_be_written(folder, output, capsys):
    before = _files(folder), _files(folder / "fonts")

    assert _run(folder, "render", "-o", str(folder / output)) == 2
    assert f"{folder / output}: The file cannot be written" in capsys.readouterr().err
    assert (_files(folder), _files(folder / "fonts")) == before


def test_old_output_stays_when_the_new_one_is_refused(folder):
    output = folder / "card.pdf"
    output.write_bytes(b"old")
    _write(folder / "answers.json", {"full_name": "x" * 150})

    assert _run(folder, "render", "-o", str(output)) == 2
    assert output.read_bytes() == b"old"


def test_path_is_named_when_an_asset_is_missing(folder, capsys):
    (folder / "artwork/card.pdf").unlink()

    assert _run(folder, "check") == 2
    assert "artwork.card.asset: artwork/card.pdf is not there." in capsys.readouterr().err


def test_json_path_is_named_when_the_design_is_bad(folder, capsys):
    _write(folder / "design.json", raw_card(text_frame(size_pt=0)))

    assert main(["check", str(folder / "design.json")]) == 2
    assert "pages[0].frames[0].size_pt" in capsys.readouterr().err
    assert main(["check", str(folder / "nothing.json")]) == 2


def test_locked_field_is_named_when_the_role_may_not_change_it(folder, capsys):
    raw = raw_card(text_frame(), fields=[field("full_name", editable_by=["company_admin"])])
    _write(folder / "design.json", raw)
    _write(folder / "answers.json", {"full_name": "Ann"})

    assert _run(folder, "check", "--role", "buyer") == 2
    assert "full_name: You may not change this answer." in capsys.readouterr().err
    assert _run(folder, "check") == 0


def test_file_is_not_written_when_preflight_blocks_it(folder, capsys):
    cover = text_frame("cover", x_mm=58, y_mm=12, width_mm=22, height_mm=20, size_pt=40,
                       content="XXX")  # fmt: skip
    raw = json.loads((folder / "design.json").read_text())
    raw["pages"][0]["frames"].append(cover)
    _write(folder / "design.json", raw)

    assert _run(folder, "render", "-o", str(folder / "card.pdf")) == 3
    assert "w2p: block: codes: page 1: No reader finds the code" in capsys.readouterr().err
    assert "card.pdf" not in _files(folder)


def test_module_runs_as_a_program(folder):
    words = [sys.executable, "-m", "saleor_w2p_plugin.cli", "check", str(folder / "design.json")]
    done = subprocess.run(words, capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert subprocess.run(words[:3], capture_output=True, check=False).returncode == 2


def test_django_is_not_needed(folder):
    script = "import sys, saleor_w2p_plugin.cli.main; print('django' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout

    assert shown == b"False\n"


def test_answer_may_name_a_file_when_there_is_a_folder_of_pictures(folder, capsys):
    raw = raw_card(
        {"name": "photo", "kind": "image", "field": "photo", "x_mm": 5, "y_mm": 5,
         "width_mm": 30, "height_mm": 30},
        fields=[field("photo", kind="image")],
    )  # fmt: skip
    _write(folder / "design.json", raw)
    _write(folder / "answers.json", {"photo": "red.png"})
    (folder / "pictures").mkdir()
    Image.new("RGB", (300, 300), (255, 0, 0)).save(folder / "pictures/red.png")
    words = ("-o", str(folder / "front.png"), "--pictures", str(folder / "pictures"))

    assert _run(folder, "preview", *words) == 0
    with Image.open(folder / "front.png") as picture:
        assert picture.format == "PNG"
        red, green, blue = picture.convert("RGB").getpixel(
            (picture.width // 4, picture.height // 3)
        )
    assert red > 200 > 60 > max(green, blue) - 30

    assert _run(folder, "preview", "-o", str(folder / "other.png")) == 2
    assert "w2p: photo: " in capsys.readouterr().err


def test_brand_takes_the_place_of_colours_and_files_beside_it(folder):
    logo = {"asset": "logo.png", "brand": "logo"}
    (folder / "brand").mkdir()
    for path, colour in ((folder, (0, 0, 255)), (folder / "brand", (255, 0, 0))):
        Image.new("RGB", (300, 300), colour).save(path / "logo.png")
    raw = raw_card(
        {"name": "logo", "kind": "image", "image": "logo", "x_mm": 5, "y_mm": 5,
         "width_mm": 30, "height_mm": 30},
        images={"logo": logo | {"sha256": sha256((folder / "logo.png").read_bytes())}},
        fields=[],
    )  # fmt: skip
    _write(folder / "design.json", raw)
    _write(folder / "answers.json", {})
    own = {"asset": "logo.png", "sha256": sha256((folder / "brand/logo.png").read_bytes())}
    brand = _write(
        folder / "brand/brand.json", {"version": 1, "name": "Red", "images": {"logo": own}}
    )

    shown = {}
    for name, words in (("plain", ()), ("branded", ("--brand", brand))):
        assert _run(folder, "preview", "-o", str(folder / f"{name}.png"), *words) == 0
        with Image.open(folder / f"{name}.png") as picture:
            shown[name] = picture.convert("RGB").getpixel((picture.width // 4, picture.height // 3))

    assert shown["plain"][2] > 100 > shown["plain"][0]
    assert shown["branded"][0] > 200 > 100 > shown["branded"][2]


def test_size_chooses_the_pages_of_an_output(folder, capsys):
    raw = raw_card(text_frame())
    back = raw["pages"][0] | {"name": "back"}
    raw |= {"pages": [*raw["pages"], back], "outputs": {"small": ["back"]}}
    _write(folder / "design.json", raw)

    assert _run(folder, "check", "--json") == 0
    assert json.loads(capsys.readouterr().out)["pages"] == 2
    assert _run(folder, "check", "--json", "--size", "small") == 0
    assert json.loads(capsys.readouterr().out)["pages"] == 1
    assert _run(folder, "check", "--size", "none") == 2


def test_press_has_its_profile_beside_its_policy(folder, tmp_path, capsys):
    (tmp_path / "press").mkdir()
    (tmp_path / "press/house.icc").write_bytes(profiles.house())
    policy = {
        "version": 1, "name": "House", "standard": "PDF/X-1a:2003",
        "profile": {"asset": "house.icc", "sha256": sha256(profiles.house())},
        "condition": {"identifier": "House"},
    }  # fmt: skip
    press = _write(tmp_path / "press/press.json", policy)

    assert _run(folder, "render", "--press", press, "-o", str(folder / "card.pdf")) == 0
    pdf = (folder / "card.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-1.4")
    assert b"/OutputConditionIdentifier(House)" in pdf

    (tmp_path / "press/house.icc").write_bytes(b"something else")
    capsys.readouterr()
    assert _run(folder, "render", "--press", press, "-o", str(folder / "card.pdf")) == 2
    assert "press.profile.asset" in capsys.readouterr().err


def test_preflight_says_what_passed_and_what_did_not(folder, capsys):
    made = folder / "made.pdf"
    made.write_bytes(art(b"0 0 0 1 K 0.1 w 50 50 m 90 50 l S"))
    design = str(folder / "design.json")

    assert main(["preflight", str(made), "--design", design]) == 0
    shown = capsys.readouterr().out
    assert "warn: hairlines: page 1: A line is thinner than 0.25 pt: 0.10 pt." in shown
    assert "passed: The file has the product's number of pages" in shown
    assert f"{made}: 1 page; " in shown
    assert "certified" not in shown


def test_preflight_ends_with_3_when_a_finding_blocks(folder, capsys):
    made = folder / "made.pdf"
    made.write_bytes(art(b"0 0 0 1 K 0.1 w 50 50 m 90 50 l S"))
    rules = {"hairlines": {"severity": "block"}}
    press = _write(folder / "press.json", {"version": 1, "name": "Strict", "rules": rules})

    assert main(["preflight", str(made), "--press", press, "--json"]) == 3
    shown = capsys.readouterr()
    assert shown.err.startswith("w2p: block: hairlines: page 1: A line is thinner")
    report = json.loads(shown.out)["report"]
    assert (report["passed"], report["findings"][0]["area"][:2]) == (False, [49.95, 49.95])


def test_preflight_writes_its_report_when_one_is_asked_for(folder, capsys):
    report = folder / "report.pdf"

    assert main(["preflight", str(folder / "artwork/card.pdf"), "-o", str(report)]) == 0
    assert report.read_bytes().startswith(b"%PDF-")
    shown = capsys.readouterr().out
    assert f"{folder / 'artwork/card.pdf'}: 1 page; " in shown
    assert f"{report}: the report." in shown


@pytest.mark.parametrize("command", ["preflight", "check"])
def test_policy_is_refused_when_it_names_no_rule(folder, command, capsys):
    raw = {"version": 1, "name": "Wrong", "rules": {"hairline": {"least_pt": 1}}}
    press = _write(folder / "press.json", raw)
    file = folder / ("artwork/card.pdf" if command == "preflight" else "design.json")

    assert main([command, str(file), "--press", press]) == 2
    assert "rules.hairline: There is no rule hairline." in capsys.readouterr().err


def test_preflight_is_refused_when_there_is_no_file(folder, capsys):
    assert main(["preflight", str(folder / "none.pdf")]) == 2
    assert "cannot be read" in capsys.readouterr().err
