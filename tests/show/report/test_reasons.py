"""Reasons in the report: those that `why` gives, in few words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import politburo as pb
from politburo.show.notable_events import notable_of_all
from politburo.show.report.content import content_of
from politburo.show.report.reasons import notable_table, reasons_in_words
from politburo.show.weights import percent, weighty


def test_every_event_has_the_hazard_and_the_weightiest_reasons_that_why_gives(results: pb.Results):
    table = notable_table(results)
    assert len(table.rows) > 5
    for it, row in zip(notable_of_all(results), table.rows, strict=True):
        why = results.why(it.event, it.run)
        assert row[3] == f"run {it.run}, event {it.event}"
        assert row[2] == reasons_in_words(why)
        assert row[2].startswith(f"Hazard that month {percent(why.hazard)}")
        for side in (1, -1):  # the weightiest of each side is named
            weightiest = [term.meaning for term in weighty(why) if side * term.contribution > 0][:1]
            assert all(meaning in row[2] for meaning in weightiest)


def test_results_of_a_version_that_kept_no_reasons_are_shown_without_them(results: pb.Results, tmp_path: Path):
    folder = tmp_path / "old"
    shutil.copytree(results.folder, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 1}))
    (events,) = (section for section in content_of(pb.open(folder)).sections if section.name == "events")
    assert "kept no reasons" in events.paragraphs[-1]
    assert {row[2] for row in events.parts[0].table.rows} == {""}  # type: ignore[union-attr]
