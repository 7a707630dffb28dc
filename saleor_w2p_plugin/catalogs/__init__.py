"""Catalogs: each company sees a shop of its own."""
