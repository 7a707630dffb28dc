"""A number in, the same business card for every engine out: its frames, and what is printed there.

85 x 55 mm with 3 mm of bleed, two sides. Behind the front a photograph, on both sides a logo of
forty paths; eight texts in three fonts that shrink to fit; a QR symbol of 33 x 33 modules. All
lengths are millimetres from the top left corner of the trim box, as in a design document.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

WIDTH_MM: Final = 85.0
HEIGHT_MM: Final = 55.0
BLEED_MM: Final = 3.0
SHEET_MM: Final = (WIDTH_MM + 2 * BLEED_MM, HEIGHT_MM + 2 * BLEED_MM)
SIDES: Final = ("front", "back")
# Of previews, and of the pictures by which pages are compared.
PPI: Final = 150

Side = Literal[0, 1]
Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Font:
    """A font file, and how engines that look for fonts by name find it."""

    path: Path
    family: str
    weight: int


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: the largest size that fits between its two sizes, its baseline fixed."""

    name: str
    side: Side
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    font: str
    size_pt: float
    least_pt: float


@dataclass(frozen=True, slots=True)
class Code:
    """The QR symbol; the box has its quiet zone, as long as the standard wants it."""

    name: str = "code"
    side: Side = 1
    x_mm: float = 52.0
    y_mm: float = 10.0
    width_mm: float = 26.0
    height_mm: float = 26.0
    error_correction: str = "M"


_FOLDER: Final = Path(__file__).parents[2] / "sandbox" / "fixtures" / "business_card" / "fonts"
FONTS: Final = {
    "regular": Font(_FOLDER / "NotoSans-Regular.ttf", "Noto Sans", 400),
    "bold": Font(_FOLDER / "NotoSans-Bold.ttf", "Noto Sans", 700),
    "wide": Font(_FOLDER / "NotoSansSC-Regular.ttf", "Noto Sans SC", 400),
}
TEXTS: Final = (
    Text("full_name", 0, 8, 11, 50, 8.0, "bold", 16, 6),
    Text("title", 0, 8, 19.5, 50, 4.6, "regular", 9, 5),
    Text("company", 0, 8, 46.5, 48, 4.5, "wide", 8, 5),
    Text("phone", 1, 8, 10, 40, 4.5, "wide", 8, 5),
    Text("email", 1, 8, 15, 40, 4.5, "regular", 8, 4),
    Text("website", 1, 8, 20, 40, 4.5, "wide", 8, 5),
    Text("street", 1, 8, 27, 40, 4.0, "regular", 7, 4.5),
    Text("city", 1, 8, 31, 40, 4.0, "regular", 7, 4.5),
)
CODE: Final = Code()
# Where the logo, 18 mm wide and high, stands on each side.
LOGOS: Final = ((57.0, 31.0), (4.0, 34.5))

# No line begins with a letter that hangs out to the left, as J does: our engine moves it into its
# frame, others do not.
_FIRST: Final = (
    *("Anna", "Günther", "Zofia", "Łukasz", "Ελένη", "Дмитрий", "François", "Søren", "Zoé"),
    *("Maria-Magdalena", "Ágnes", "Þóra", "Oluwaseun", "Bartholomew", "Li"),
)
_LAST: Final = (
    *("Müller", "Kowalczyk-Wiśniewska", "Παπαδόπουλος", "Соколов", "Lefèvre", "Østergård"),
    *("García", "Nagy", "Jónsdóttir", "Adeyemi", "Featherstonehaugh", "Ng", "Smith"),
    *("van der Berg", "Ó Briain"),
)
_TITLES: Final = (
    *("Senior Vice President, Global Offset Operations", "Prepress Technician", "Art Director"),
    *("Geschäftsführer", "Flexographic & Digital Finishing Manager"),
)
_COMPANIES: Final = (
    *("Affinity Print & Finishing Ltd", "Officina Grafica AVATAR", "Druckhaus Süd GmbH & Co. KG"),
)
_STREETS: Final = (
    *("Königstraße", "ul. Świętokrzyska", "Οδός Ερμού", "ул. Пушкина", "Rue de l’Église"),
    *("Main Street", "Calle Mayor"),
)
_CITIES: Final = (
    *("70173 Stuttgart", "00-044 Warszawa", "105 63 Αθήνα", "101000 Москва"),
    *("67000 Strasbourg", "Springfield, IL 62701", "28013 Madrid"),
)


def answers(number: int) -> Answers:
    """Return what stands on the card of this number; no two cards are alike."""
    pick = random.Random(number)
    area, line = pick.randint(100, 999), pick.randint(1_000_000, 9_999_999)
    return {
        "full_name": f"{pick.choice(_FIRST)} {pick.choice(_LAST)}",
        "title": pick.choice(_TITLES),
        "company": pick.choice(_COMPANIES),
        "phone": f"+{pick.randint(10, 99)} {area} {line}",
        "email": f"person{number}.{pick.randint(1, 9999)}@example-printing-company.test",
        "website": f"www.example{pick.randint(1, 99)}.test",
        "street": f"{pick.choice(_STREETS)} {pick.randint(1, 250)}",
        "city": pick.choice(_CITIES),
        "code": f"https://example.test/card/{number:08}?check={pick.getrandbits(48):012x}",
    }


def records(count: int, first: int = 0) -> Iterator[Answers]:
    """Make the cards one after the other, so that nobody has to hold them all."""
    return map(answers, range(first, first + count))
