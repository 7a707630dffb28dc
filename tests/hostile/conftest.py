from __future__ import annotations

import pytest

from tests.hostile.running import runner


@pytest.fixture(scope="session")
def hostile():
    """Run cases in processes with limits: `hostile.run(name, table)`."""
    with runner() as running:
        yield running
