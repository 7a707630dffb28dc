"""A checkout of Saleor in, its own fixtures out, so that our suite can run inside it.

Listed in ``pytest_plugins`` of tests/conftest.py when the settings are Saleor's.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import django.test
import pytest
import saleor
from django.conf import settings
from django.db import connections
from saleor.tests.utils import prepare_test_db_connections

BOTH_CONNECTIONS = {
    settings.DATABASE_CONNECTION_DEFAULT_NAME,
    settings.DATABASE_CONNECTION_REPLICA_NAME,
}


def _fixture_modules() -> list[str]:
    """Read the names of Saleor's fixture modules, which differ by version, from its conftest.py."""
    source = (Path(saleor.__file__).parents[1] / "conftest.py").read_text()
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="pytest_plugins")], value=value):
                return list(ast.literal_eval(value))
    raise RuntimeError("Saleor's conftest.py no longer assigns pytest_plugins.")


# Saleor's tests read through a replica connection; a test that may use one may use both.
django.test.TransactionTestCase.databases = BOTH_CONNECTIONS
django.test.TestCase.databases = BOTH_CONNECTIONS
prepare_test_db_connections()

if template := os.environ.get("W2P_TEMPLATE_DATABASE"):
    # Saleor's migrations are already in it: only ours are left to run.
    default = connections[settings.DATABASE_CONNECTION_DEFAULT_NAME]
    default.settings_dict["TEST"]["TEMPLATE"] = template

pytest_plugins = _fixture_modules()


@pytest.fixture(scope="session", autouse=True)
def _files_outside_the_checkouts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Saleor's test settings store files in the working folder and in its own checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", str(tmp_path_factory.mktemp("media")))
        patch.setattr(settings, "PRIVATE_MEDIA_ROOT", str(tmp_path_factory.mktemp("private")))
        yield
