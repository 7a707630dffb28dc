"""Picks the host that the suite runs in: the sandbox, or Saleor where the settings are Saleor's."""

from __future__ import annotations

import os

HOST_IS_SALEOR = os.environ.get("DJANGO_SETTINGS_MODULE", "").startswith("saleor.")

if HOST_IS_SALEOR:
    pytest_plugins = [
        "tests.hosts.saleor_fixtures",
        "tests.hosts.saleor_shop",
        "tests.fixtures.story",
    ]
else:
    pytest_plugins = [
        "tests.hosts.sandbox_shop",
        "tests.fixtures.story",
        "tests.fixtures.unchanged",
    ]
