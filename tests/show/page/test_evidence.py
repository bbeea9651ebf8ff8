"""The page of the public figures of a country."""

from __future__ import annotations

from pathlib import Path

from politburo.ask.evidence import evidence
from politburo.show.page.evidence import evidence_page, save_page


def test_the_page_has_every_account_with_a_link_to_its_source():
    found = evidence("north-korea")
    page = evidence_page(found)
    for entry in found.evidence.accounts():
        assert entry.source_url.replace("&", "&amp;") in page.replace("&#34;", '"')
    assert page == evidence_page(evidence("north-korea"))


def test_the_page_does_not_call_published_accounts_simulated():
    page = evidence_page(evidence("north-korea", "2014-01-01"))
    assert "What is told here is simulated" not in page
    assert "These are published accounts, not results of the simulation." in page


def test_texts_of_a_country_cannot_write_the_page(tmp_path: Path):
    import shutil

    from politburo.country.countries import LIBRARY

    shutil.copytree(LIBRARY / "north-korea", tmp_path / "mine")
    file = tmp_path / "mine" / "timeline.csv"
    file.write_text(file.read_text().replace("made public two days later", "<script>alert(1)</script>"))
    path = save_page(evidence(tmp_path / "mine"), tmp_path / "page.html")
    assert "<script>alert(1)" not in path.read_text()
    assert "&lt;script&gt;alert(1)" in path.read_text()
