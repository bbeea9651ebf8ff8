"""Profiles of hypothesis, and a line that says which tests were left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("fast", max_examples=10)

KINDS = ("browser", "cluster", "survival", "slow")
LEFT_OUT = pytest.StashKey[dict[str, int]]()


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Count what is left out by its kind; a process of pytest-xdist sends that to the one that prints."""
    kinds = (next((kind for kind in KINDS if item.get_closest_marker(kind)), "") for item in items)
    config = items[0].config
    config.stash[LEFT_OUT] = dict(Counter(filter(None, kinds)))
    getattr(config, "workeroutput", {})["left_out"] = config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each process leaves out the same tests."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out."""
    if left_out := config.stash.get(LEFT_OUT, {}):
        parts = ", ".join(f"{left_out[kind]} {kind}" for kind in KINDS if kind in left_out)
        terminalreporter.write_line(f"Left out: {sum(left_out.values())} tests ({parts}). `make test` runs them all.")
