"""What was known on a day, beside what was true by then: against the events and reports themselves."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.ask.record import QUANTITIES
from politburo.terms.errors import UsageError
from tests.show.imagined import imagined

DAY = date(2003, 6, 30)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    return pb.run("example", runs=2, scale=0.2, until="2004-12", out=tmp_path_factory.mktemp("record") / "results")


def test_every_report_names_the_event_that_it_reports(results: pb.Results):
    rows = results.record().table("reports").records()
    assert [row["report"] for row in rows if row["run"] == 1] == list(range(sum(row["run"] == 1 for row in rows)))
    happened = {(one["run"], one["event"]): one for one in results.events.to_dict("records")}
    linked = [(row, happened[row["run"], row["event"]]) for row in rows if row["event"] is not None]
    assert len(linked) > 50
    for row, event in linked:
        assert row["event_day"] == event["date"].date()
        assert row["province"] == event["province"]
        if event["kind"] == "penalty":
            assert (row["form"], row["organ"], row["rank"]) == (event["form"], event["organ"], event["rank"])


def test_it_begins_with_the_runs_and_ends_with_the_day(results: pb.Results):
    days = [day for day in results.record(DAY).table("reports").column("report_day") if isinstance(day, date)]
    assert date(2000, 1, 1) <= min(days)
    assert date(2003, 6, 1) <= max(days) <= DAY


def test_what_was_known_on_a_day_is_the_beginning_of_all_that_is_ever_known(results: pb.Results):
    known, everything = (results.record(day).table("reports").rows for day in (DAY, None))
    for run in (0, 1):
        part = [row for row in known if row[0] == run]
        assert part == [row for row in everything if row[0] == run][: len(part)]


def test_what_was_true_is_what_happened_by_that_day(results: pb.Results):
    events = results.events
    executed = events[(events["form"] == "execution") & (events["date"].dt.date <= DAY)]
    by_run = [(executed["weight"] * executed["persons"])[executed["run"] == run].sum() for run in (0, 1)]
    (row,) = [row for row in results.record(DAY).table("known").records() if row["quantity"] == "execution"]
    assert row["true_so_far"] == pytest.approx(np.median(by_run))


def test_outsiders_know_no_more_than_a_part_and_more_later(results: pb.Results):
    first, last = (results.record(day).table("known").records() for day in (DAY, None))
    assert [row["quantity"] for row in first] == list(QUANTITIES)
    for row in (*first, *last):
        share = row["share_known"]
        assert share is None or (isinstance(share, float) and 0 <= share <= 1)
    purged = QUANTITIES.index("purged")
    assert 0 < float(str(first[purged]["reported"])) <= float(str(last[purged]["reported"]))


def test_a_false_report_counts_as_known_until_it_is_corrected():
    told = [
        (0, "false report", date(2010, 3, 1), date(2010, 4, 1), "execution", 1),
        (0, "correction", date(2010, 3, 1), date(2011, 4, 1), "execution", 1),
    ]
    results = imagined(runs=1, reports=told, flights=[(0, date(2010, 5, 1), True)] * 2)
    before, after = (results.record(day).table("known").records()[0] for day in (date(2010, 12, 31), date(2011, 4, 1)))
    assert (before["reported"], before["false"], before["true_so_far"]) == (1, 1, 0)
    assert (after["reported"], after["false"]) == (0, 0)
    assert before["reported_low"] is None


def test_it_says_what_it_is_of_which_day_and_what_the_intervals_are(results: pb.Results):
    record = results.record("2003-06-30")
    assert record.title.endswith("what was known on 30 June 2003")
    assert record.folder == results.folder / "record-2003-06-30"
    assert "as of 2003-06-30" in str(record.provenance)
    assert repr(record).startswith(record.title)
    assert "90 % intervals over 2 runs (chance only" in repr(record)
    assert "On 30 June 2003 outsiders would have known of" in record.sentences[0]


def test_a_day_that_is_none_or_lies_before_the_runs_is_refused(results: pb.Results):
    with pytest.raises(UsageError, match="'spring' is not a day; write it like '2016-06-30'"):
        results.record("spring")
    with pytest.raises(UsageError, match="1999-12-31 lies before 2000-01, in which the runs begin"):
        results.record("1999-12-31")


def test_it_is_saved_as_tables(results: pb.Results, tmp_path: Path):
    files = results.record(DAY).save(tmp_path, ("csv",))
    assert [file.name for file in files] == ["known.csv", "reports.csv"]
    assert files[1].read_text().startswith("run,report,kind,event,event_day,report_day,form,organ,rank,province,sex,")
