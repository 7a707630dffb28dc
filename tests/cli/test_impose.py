from __future__ import annotations

import json

import pytest

from saleor_w2p_plugin.cli.main import main
from saleor_w2p_plugin.prepress.imposition import ready_names
from tests.golden.card import FILES, field, qr_frame, raw_card
from tests.prepress.imposition.pages import numbers, pdf, pictures, read

SHEET = {
    "version": 1,
    "name": "Two up",
    "width_mm": 220,
    "height_mm": 100,
    "scheme": "n_up",
    "columns": 2,
    "rows": 1,
    "gutter_x_mm": 6,
}


@pytest.fixture
def folder(tmp_path):
    raw = raw_card(
        qr_frame(content="{{number}}"), fields=[field("number", required=True, max_length=9)]
    )
    (tmp_path / "fonts").mkdir()
    for path in FILES.values():
        (tmp_path / "fonts" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "design.json").write_text(json.dumps(raw))
    (tmp_path / "sheet.json").write_text(json.dumps(SHEET))
    (tmp_path / "cards.pdf").write_bytes(pdf(3))
    return tmp_path


def _run(folder, source, *words, sheet="sheet.json"):
    named = str(folder / sheet) if "." in sheet else sheet
    output = str(folder / "out.pdf")
    return main(["impose", str(folder / source), "--sheet", named, "-o", output, *words])


def _records(folder, content, name="records.json"):
    (folder / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return ("--records", str(folder / name))


def _codes(folder):
    data = (folder / "out.pdf").read_bytes()
    return [sorted(text for text, _ in read(picture)) for picture in pictures(data)]


def test_pdf_is_imposed(folder, capsys):
    assert _run(folder, "cards.pdf", "--slug", "4711") == 0

    assert numbers((folder / "out.pdf").read_bytes()) == [[0, 1], [2]]
    assert "bytes; 2 pages, Two up." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("records.json", [{"number": "a"}, {"number": "b"}, {"number": "c"}]),
        ("records.csv", "number\na\nb\n\nc\n"),
        ("records.CSV", '\ufeffnumber\r\n"a"\r\nb\r\nc'),
    ],
)
def test_records_are_imposed(folder, name, content, capsys):
    assert _run(folder, "design.json", *_records(folder, content, name), "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["records"], told["sheets"], told["pages"]) == (3, 2, 2)
    assert told["bytes"] == (folder / "out.pdf").stat().st_size
    assert _codes(folder) == [["a", "b"], ["c"]]


@pytest.mark.parametrize("name", ready_names())
def test_sheets_of_the_package_go_by_their_names(folder, name, capsys):
    assert _run(folder, "cards.pdf", sheet=name) == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.json", [{"number": "a"}, {}], "records[1].number: "),
        ("r.json", [{"number": "a"}, {"number": "0123456789"}], "records[1].number: "),
        ("r.json", [{"number": "a", "other": "b"}], "records[0].other: "),
        ("r.json", {"number": "a"}, "is not a JSON array of objects"),
        ("r.json", ["a"], "is not a JSON array of objects"),
        ("r.json", [], "has no records"),
        ("r.json", "[", "is not valid JSON"),
        ("r.csv", "number\na\nb,c\n", "records[1]: The row has 2 columns"),
        ("r.csv", "number,number\na,b\n", "names a column twice"),
        ("r.csv", "number\n", "has no records"),
        ("r.csv", "", "is not CSV with a header"),
        ("r.csv", 'number\n"a', "is not CSV with a header"),
    ],
)
def test_records_are_refused_with_their_place(folder, name, content, said, capsys):
    assert _run(folder, "design.json", *_records(folder, content, name)) == 2

    assert said in capsys.readouterr().err
    assert not [path for path in folder.iterdir() if "out.pdf" in path.name]


@pytest.mark.parametrize(
    ("source", "sheet", "said"),
    [
        ("nothing.pdf", "sheet.json", "cannot be read"),
        ("design.json", "sheet.json", "not a readable PDF"),
        ("cards.pdf", "nothing.json", "cannot be read"),
        ("cards.pdf", "nothing", "ready are"),
        ("cards.pdf", "design.json", "scheme"),
    ],
)
def test_input_is_refused_with_the_reason(folder, source, sheet, said, capsys):
    assert _run(folder, source, sheet=sheet) == 2

    assert said in capsys.readouterr().err
    assert not (folder / "out.pdf").exists()


def test_missing_marks_are_told(folder, capsys):
    (folder / "sheet.json").write_text(json.dumps({**SHEET, "width_mm": 182, "height_mm": 61}))

    assert _run(folder, "design.json", *_records(folder, [{"number": "a"}])) == 0
    assert "There is no room for: crop" in capsys.readouterr().out
