from __future__ import annotations

import pytest

from saleor_w2p_plugin.prepress.importing import naming


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("full_name", "full_name"),
        ("Person.fullName", "person_full_name"),
        ("E-Mail", "e_mail"),
        ("Straße 2", "strae_2"),
        ("Länge", "lange"),
        ("2nd line", "field_2nd_line"),
        ("名前", "field"),
        ("x" * 99, "x" * 60),
    ],
)
def test_names_of_fields_are_plain(text, name):
    assert naming.field_name(text) == name


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("person.full_name", "Full name"),
        ("jobTitle", "Job title"),
        ("PDFName", "Pdf name"),
        ("名前", "名前"),
        ("...", "..."),
    ],
)
def test_labels_read_like_words(text, label):
    assert naming.label(text) == label


def test_taken_names_get_a_number():
    assert naming.unique("name", ()) == "name"
    assert naming.unique("name", {"name", "name-2"}) == "name-3"
    assert len(naming.unique("x" * 60, {"x" * 60})) == 60
