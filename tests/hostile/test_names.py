"""Names of provinces, organs and ranks are those that a folder's series have: a stranger's stay text everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numcodecs.vlen import VLenUTF8
from numcodecs.zstd import Zstd

import politburo as pb
from politburo.run.store import Store
from politburo.show.page.report import report_html
from tests.cli.calling import STEERING, call
from tests.hostile.folders import EXPLAINED, make_runs
from tests.hostile.sealing import vouched
from tests.hostile.test_bombs import changed, entries_of, zipped
from tests.hostile.texts import structure

pytestmark = pytest.mark.hostile

PLAIN, EVIL = ("xscriptxx", "xximg onerrorx", "xxx"), ("<script>x", '"><img onerror=', "]]>")
WHAT = ("province", "organ", "rank")
STEERS = ("\x1b[31mx\x07", "\u202ex", "\x9b2J")


def renamed(folder: Path, what: str, three: Sequence[str]) -> pb.Results:
    """A small run whose first provinces, organs or ranks a stranger called so; all checksums are right."""
    make_runs(folder, 1)
    store, before = Store(folder), getattr(pb.open(folder).names, what)
    names = (*three, *before[len(three) :])
    labels = Zstd().encode(bytes(VLenUTF8().encode(np.array(names, object))))
    others = " ".join(f"WHEN '{old}' THEN '{new}'" for old, new in zip(before, names, strict=True))
    for run in (0, 1):
        series, events = store.series_file(run), store.events_file(run)
        shutil.move(zipped(series, entries_of(series) | {f"{what}/c/0": labels}), series)
        shutil.move(changed(events, f"SELECT * REPLACE (CASE {what} {others} END AS {what}) FROM sound"), events)
        vouched(folder, run)
    return pb.open(folder)


@pytest.mark.parametrize("what", WHAT)
def test_markup_in_a_name_that_a_country_gives_is_no_markup(tmp_path: Path, what: str):
    plain, evil = renamed(tmp_path / "plain", what, PLAIN), renamed(tmp_path / "evil", what, EVIL)
    assert getattr(evil.names, what)[:3] == EVIL
    assert structure(report_html(evil)) == structure(report_html(plain))
    (event, *_) = evil.find_events(("penalty",), run=0)
    for ask in (lambda results: results.why(event.event), lambda results: results.life(post=1)):
        assert structure(ask(evil)._repr_html_()) == structure(ask(plain)._repr_html_())
        assert ask(evil).plot()._repr_mimebundle_()


@pytest.mark.parametrize("what", WHAT)
def test_no_name_that_a_country_gives_steers_a_terminal(tmp_path: Path, what: str):
    folder = renamed(tmp_path / "folder", what, STEERS).folder
    for command in (["why", "--event", str(EXPLAINED)], ["why"], ["life", "--post", "1"], ["record"]):
        done = call(command[0], str(folder), *command[1:])
        assert done.exit_code in (0, 3)
        assert not STEERING.search(done.output + done.stderr)
