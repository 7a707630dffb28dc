"""Web-to-print for Saleor: personalised products, company catalogs, approvals and press-ready PDFs."""

__version__ = "0.1.0"
