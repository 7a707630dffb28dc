from __future__ import annotations

import pytest

from tests.hostile.running import MEMORY
from tests.hostile.table import CASES


@pytest.mark.parametrize("name", CASES)
def test_typed_error_comes_in_time_and_memory_when_file_is_hostile(name, hostile):
    outcome = hostile.run(name)

    assert (outcome.error, CASES[name].reason in outcome.message) == (CASES[name].error, True), (
        outcome
    )
    assert outcome.seconds <= CASES[name].seconds
    assert outcome.peak <= MEMORY
