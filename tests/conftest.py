"""Picks the host that the suite runs in: the sandbox, or Saleor where the settings are Saleor's."""

from __future__ import annotations

import os

IN_SALEOR = os.environ.get("DJANGO_SETTINGS_MODULE", "").startswith("saleor.")
HOST = ["saleor_fixtures", "saleor_shop"] if IN_SALEOR else ["sandbox_shop"]

pytest_plugins = [
    *(f"tests.hosts.{name}" for name in HOST),
    "tests.fixtures.postcard",
    "tests.fixtures.story",
    "tests.fixtures.unchanged",
]

if not IN_SALEOR:
    from hypothesis import settings

    # An example that waits for a busy machine is no failure.
    settings.register_profile("patient", settings(), deadline=None)
    settings.load_profile("patient")
