"""A symbology in, the sizes and levels that its standard sets out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from saleor_w2p_plugin.design.frame import Symbology

NAMES: Final[Mapping[Symbology, str]] = MappingProxyType(
    {
        "qr": "QR code",
        "data_matrix": "Data Matrix code",
        "code128": "Code 128",
        "ean13": "EAN-13",
        "ean8": "EAN-8",
        "pdf417": "PDF417 code",
    }
)

# Left, top, right, bottom in modules.
QUIET_ZONES: Final[Mapping[Symbology, tuple[int, int, int, int]]] = MappingProxyType(
    {
        "qr": (4, 4, 4, 4),  # ISO/IEC 18004:2015, 9.1
        "data_matrix": (1, 1, 1, 1),  # ISO/IEC 16022:2006, 7.1
        "code128": (10, 0, 10, 0),  # ISO/IEC 15417:2007, 4.4.2
        "ean13": (11, 0, 7, 0),  # GS1 General Specifications, 5.2.3.4
        "ean8": (7, 0, 7, 0),  # GS1 General Specifications, 5.2.3.4
        "pdf417": (2, 2, 2, 2),  # ISO/IEC 15438:2015, 5.8.3
    }
)

# The smallest module that telephones and hand scanners resolve, and that offset printing holds
# without filling in.
MIN_MODULE_MM: Final[Mapping[Symbology, float]] = MappingProxyType(
    {
        "qr": 0.33,  # GS1 General Specifications: nominal module of EAN/UPC, which all scanners see
        "data_matrix": 0.254,  # GS1 General Specifications, 5.12: GS1 DataMatrix on small items
        "code128": 0.25,  # GS1 General Specifications, 5.12: GS1-128 on documents and assets
        "ean13": 0.264,  # GS1 General Specifications, 5.12: 80 % of the nominal 0.33 mm
        "ean8": 0.264,
        "pdf417": 0.191,  # AIM USS PDF417: 7.5 thousandths of an inch
    }
)

LINEAR: Final = frozenset({"code128", "ean13", "ean8"})

# A row of PDF417 is three modules high at least (ISO/IEC 15438:2015, 5.8.2).
ROW_HEIGHTS: Final[Mapping[Symbology, int]] = MappingProxyType({"pdf417": 3})

# What a symbol may be asked for, the default first; None leaves it to the standard's own table.
ERROR_CORRECTIONS: Final[Mapping[Symbology, tuple[str | None, ...]]] = MappingProxyType(
    {
        "qr": ("M", "L", "Q", "H"),  # ISO/IEC 18004:2015, 7.5.1
        "pdf417": (None, "0", "1", "2", "3", "4", "5", "6", "7", "8"),  # ISO/IEC 15438:2015, 5.7
    }
)
