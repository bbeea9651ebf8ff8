"""One small real run, whose report is looked at from all sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

import politburo as pb

HOSTILE = """</script><script>alert(1)</script><!-- 'single' "double" & <b>"""


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    """Two small runs of a scenario whose texts try to be more than text."""
    scenario = replace(pb.load("example"), title=HOSTILE, description=HOSTILE)
    return pb.run(scenario, runs=2, scale=0.05, until="2004-12", out=tmp_path_factory.mktemp("report") / "results")
