"""The name of a kind of code in, the reader's format and the bytes it carries out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import zxingcpp

from saleor_w2p_plugin.design.frame import Symbology

FORMATS: Final[Mapping[Symbology, zxingcpp.BarcodeFormat]] = MappingProxyType(
    {
        "qr": zxingcpp.BarcodeFormat.QRCode,
        "data_matrix": zxingcpp.BarcodeFormat.DataMatrix,
        "code128": zxingcpp.BarcodeFormat.Code128,
        "ean13": zxingcpp.BarcodeFormat.EAN13,
        "ean8": zxingcpp.BarcodeFormat.EAN8,
        "pdf417": zxingcpp.BarcodeFormat.PDF417,
    }
)
# Symbologies that can announce UTF-8 by an Extended Channel Interpretation (ECI 26). Without one,
# readers guess, and each guesses differently.
HAVE_ECI: Final = frozenset({"qr", "data_matrix", "pdf417"})


def payload(symbology: Symbology, content: str) -> bytes:
    """Return the bytes that a symbol carries for a text.

    Raises UnicodeEncodeError when the symbology cannot say them: Code 128 and EAN are ISO 8859-1.
    """
    return content.encode("utf-8" if symbology in HAVE_ECI else "latin-1")
