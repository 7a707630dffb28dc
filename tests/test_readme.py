"""README.md in, proof out that its examples work as they are printed."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from graphql import parse
from graphql.language.ast import Field
from graphql.language.visitor import Visitor, visit
from PIL import Image

from saleor_w2p_plugin.cli.main import main
from saleor_w2p_plugin.graphql.extensions import EXTENSIONS
from saleor_w2p_plugin.ordering.gate import BlockerCode
from sandbox.schema import build_schema
from tests.fixtures import postcard
from tests.hosts.api import Api, forget_pictures
from tests.hosts.shop import CARD, Shop

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ASKED_BY = re.compile(r"# asked by (?:a|the) (guest|buyer|approver|printer's staff)\n")
PLACEHOLDER = re.compile(r"<[\w ]+>")
REST = "…"
# What a document says that uploads a file, and where that goes.
UPLOADS = {"Upload!": "variables.file", "ArtworkImportInput!": "variables.input.file"}
PHOTO = postcard.picture(size=(1200, 800), name="JPEG")


@dataclass(frozen=True)
class Example:
    """A document, who sends it with which variables, and the answer that the page shows."""

    person: str
    document: str
    variables: Any
    answer: Any


def _blocks(language: str) -> list[str]:
    return [text for found, text in FENCE.findall(README) if found == language]


def _examples() -> list[Example]:
    """Read each ```graphql block with the pairs of ```json blocks that follow it."""
    examples: list[Example] = []
    person, document, variables = "", "", None
    for language, text in FENCE.findall(README):
        if language == "graphql":
            asked = ASKED_BY.match(text)
            assert asked, f"Nobody asks:\n{text}"
            person, document, variables = asked[1], text, None
        elif language == "json" and "data" not in (value := json.loads(text)):
            variables = value
        elif language == "json":
            examples.append(Example(person, document, variables, value))
    return examples


EXAMPLES = _examples()


@pytest.mark.django_db
def test_answers_are_those_of_the_page_when_the_examples_run_in_order(shop: Shop) -> None:
    forget_pictures()
    known: dict[str, Any] = {}
    people = {
        "guest": shop.guest(),
        "buyer": shop.as_("buyer"),
        "approver": shop.as_("approver"),
        "printer's staff": shop.staff(),
    }

    for example in EXAMPLES:
        answer = _sent(people[example.person], example, _filled(example.variables, known))
        before = set(known)
        _match(example.answer, answer, known, example.document)
        for picture in {"<preview>", "<proof>"} & (set(known) - before):
            response = shop.guest().get(known[picture])
            assert Image.open(io.BytesIO(response.content)).format == "JPEG"

    assert shop.guest().get(known["<preview>"]).status_code == 410
    file = b"".join(shop.guest().get(known["<file>"]).streaming_content)
    assert hashlib.sha256(file).hexdigest() == known["<sha256>"]


def test_every_document_is_answered_when_the_page_is_read() -> None:
    documents = _blocks("graphql")

    assert len(documents) > 10
    assert [example.document for example in EXAMPLES if example.document not in documents] == []
    assert [text for text in documents if text not in {e.document for e in EXAMPLES}] == []


def test_every_operation_of_ours_has_an_example_when_the_schema_is_built() -> None:
    shown: set[str] = set()
    for document in _blocks("graphql"):
        visit(parse(document), _FieldNames(shown))

    schema = build_schema()
    ours = {
        name
        for root in (schema.get_query_type(), schema.get_mutation_type())
        for name in root.fields
        if name.startswith("w2p")
    }
    added = {_camel(name) for fields in EXTENSIONS.values() for name in fields}

    assert len(ours) > 5
    assert (ours | added) - shown == set()


def test_shell_prints_what_the_page_says_when_its_commands_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sandbox").symlink_to(ROOT / "sandbox")
    monkeypatch.chdir(tmp_path)
    code = 0

    for block in _blocks("console"):
        for command, expected in re.findall(r"^\$ (.*)\n((?:[^$].*\n)*)", block, re.MULTILINE):
            if command == "echo $?":
                assert int(expected) == code
                continue
            program, *words = shlex.split(command)
            assert program == "w2p"
            code = main(words)
            printed = capsys.readouterr()
            assert _without_sizes(printed.out + printed.err) == _without_sizes(expected)

    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF-1.6")
    assert (tmp_path / "back.jpg").is_file()


@pytest.mark.django_db
def test_company_gets_the_card_when_the_pages_lines_are_typed(shop: Shop) -> None:
    (lines,) = _blocks("python")
    query = "query ($c: String!, $s: String!) { product(channel: $c, slug: $s) { slug } }"
    asked = {"c": shop.channel, "s": CARD}
    buyer = shop.as_("buyer@contoso.example")
    assert buyer.post(query, asked)["data"]["product"] is None

    exec(compile(lines, "README.md", "exec"), {})

    assert buyer.post(query, asked)["data"]["product"] == {"slug": CARD}


def test_tables_are_complete_when_codes_and_settings_are_read() -> None:
    rows = [line.split("|")[1] for line in README.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    source = (ROOT / "saleor_w2p_plugin" / "conf.py").read_text("utf-8")

    codes = [name for name in named if not name.startswith("W2P_")]
    settings = [name for name in named if name.startswith("W2P_")]

    assert sorted(codes) == sorted(code.name for code in BlockerCode)
    assert sorted(settings) == sorted(set(re.findall(r'"(W2P_\w+)"', source)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_targets_exist_when_a_page_names_them(page: Path) -> None:
    text = page.read_text("utf-8")
    links = [link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    commands = re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.MULTILINE)

    missing = [
        link
        for link, _, _ in links
        if link and "://" not in link and not (page.parent / link).exists()
    ]
    assert missing == []
    anchors = [anchor for link, _, anchor in links if anchor and not link]
    assert [anchor for anchor in anchors if anchor not in _anchors(text)] == []
    assert [command for command in commands if command not in targets] == []


class _FieldNames(Visitor):
    """Collects the names of all fields of a document."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def enter_Field(self, node: Field, *_: Any) -> None:
        self.names.add(node.name.value)


def _sent(person: Api, example: Example, variables: Any) -> dict[str, Any]:
    """Send an example, as a multipart request where it uploads a picture."""
    for mark, path in UPLOADS.items():
        if mark in example.document:
            return person.send_file(example.document, PHOTO, variables, path)
    return person.post(example.document, variables)


def _filled(value: Any, known: dict[str, Any]) -> Any:
    """Put what was learnt in the place of placeholders."""
    if isinstance(value, dict):
        return {key: _filled(entry, known) for key, entry in value.items()}
    if isinstance(value, list):
        return [_filled(entry, known) for entry in value]
    return known[value] if isinstance(value, str) and PLACEHOLDER.fullmatch(value) else value


def _match(shown: Any, given: Any, known: dict[str, Any], place: str) -> None:
    """Compare an answer with the page, and learn what its placeholders stand for."""
    if isinstance(shown, str) and PLACEHOLDER.fullmatch(shown):
        assert given not in (None, ""), place
        assert known.setdefault(shown, given) == given, place
    elif isinstance(shown, dict):
        assert isinstance(given, dict), (place, given)
        assert set(shown) == set(given), (place, given)
        for key, entry in shown.items():
            _match(entry, given[key], known, f"{place}.{key}")
    elif isinstance(shown, list):
        entries = [entry for entry in shown if entry != REST]
        assert isinstance(given, list), (place, given)
        assert len(given) == len(entries) or (REST in shown and len(given) > len(entries)), place
        for entry, found in zip(entries, given, strict=False):
            _match(entry, found, known, place)
    else:
        assert shown == given, place


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


def _without_sizes(text: str) -> str:
    """Drop sizes of files, which differ with the libraries that compress them."""
    return re.sub(r"\d+ bytes", "… bytes", text)


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
