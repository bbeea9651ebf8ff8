"""Profiles of hypothesis, what several rooms look at, and a line of which tests were left out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration

# No test fails because a machine is slow, or compiles what is called for the first time.
settings.register_profile("usual", deadline=None)
settings.register_profile("fast", parent=settings.get_profile("usual"), max_examples=10)
settings.load_profile("usual")

KINDS = ("browser", "long", "cluster", "survival", "hostile", "slow")
HOSTILE = "hostile: "
"""What the names of properties that count cases begin with."""

LEFT_OUT = pytest.StashKey[dict[str, int]]()


@pytest.fixture(scope="session")
def corners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an experiment in which the regime falls in one corner. Tests add no points to it."""
    from tests.ask.explore.made_up import corner, made_up

    return made_up(tmp_path_factory.mktemp("made") / "up", corner).folder


@pytest.fixture(scope="session")
def boxed(tmp_path_factory: pytest.TempPathFactory) -> Exploration:
    """The box that is found in such an experiment of fewer points."""
    from tests.ask.explore.made_up import corner, made_up, one_box

    results = made_up(tmp_path_factory.mktemp("made") / "up", corner, points=150)
    return one_box(results, "regime_falls > 0.4 and departures > 0.5x")


def pytest_collection(session: pytest.Session) -> None:
    """Where no file of tests has been compiled yet, the second of several processes imports them from the last one on.

    Pytest compiles them itself, with what an assertion is to say when it fails. All processes read the files in one
    order, in which each would compile every one of them.
    """
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw1" and not [*Path(__file__).parent.glob("terms/__pycache__/test_*")]:
        for file in sorted(Path(__file__).parent.rglob("test_*.py"), reverse=True):
            with suppress(pytest.skip.Exception):
                import_module(".".join(file.relative_to(session.config.rootpath).with_suffix("").parts))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """Where nothing is compiled yet, the second of several processes compiles from the last phase to the first.

    The first, whose tests compile from the first phase to the last, meets it in the middle, as the first run of a user
    does; otherwise both would compile everything.
    """
    if os.environ.get("PYTEST_XDIST_WORKER") == "gw1":
        from politburo.month.warm import warm
        from politburo.numerics.compile import is_cold

        if is_cold():
            warm()


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
    """Say what was left out, and how many cases of hostile input there were."""
    cases: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", ()):
        cases.update({name: count for name, count in report.user_properties if name.startswith(HOSTILE)})
    if cases:
        parts = ", ".join(f"{count} {name.removeprefix(HOSTILE)}" for name, count in sorted(cases.items()))
        terminalreporter.write_line(f"Hostile input, {sum(cases.values())} cases: {parts}.")
    if left_out := config.stash.get(LEFT_OUT, {}):
        parts = ", ".join(f"{left_out[kind]} {kind}" for kind in KINDS if kind in left_out)
        run_by = "`make test`, `make test-long`, `make test-browser` and `make test-hostile` run them."
        terminalreporter.write_line(f"Left out: {sum(left_out.values())} tests ({parts}). {run_by}")
