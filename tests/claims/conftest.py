"""What the short form of the board and the standing form of robustness measure is kept for the next time."""

import shutil
from pathlib import Path

import pytest

from politburo.run.plan import package_sources


@pytest.fixture(scope="module")
def measured(pytestconfig: pytest.Config) -> Path:
    """Where what was measured is kept for the next time, as for a user, until a source changes that it may know."""
    assert pytestconfig.cache is not None
    place = pytestconfig.cache.mkdir(f"claims-{package_sources()}")
    for other in place.parent.glob("claims-*"):
        if other != place:
            shutil.rmtree(other, ignore_errors=True)
    return place
