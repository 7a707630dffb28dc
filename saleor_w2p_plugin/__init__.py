"""Web-to-print for Saleor: personalised products, catalogs, approvals, press-ready PDFs."""

__version__ = "0.1.0"
