"""The row of a claim: whose it is, what was found and how surely, in the terminal, on the page, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from politburo.ask.claims.board import Board
from politburo.show.page.claims import board_page, markdown
from tests.ask.claims.boards import designed, measured

from ...show.read_page import Read

pytestmark = pytest.mark.slow

ITEMS = {
    "provenance": ("stated_as", "H"),
    "voice": ("voice", "reporter"),
    "predicted or accommodated": ("status", "predicted"),
    "the primary test": ("test", "fear"),
    "the hash of its design": ("design", "0123456789"),
    "effect with its interval": ("found", "0.070 → 0.14 (+0.070 [+0.060, +0.080] sd)"),
    "share through the mechanism": ("through", "93 % chill"),
    "what it is in the rival": ("rival", "+0.001 [−0.010, +0.020] fails"),
    "share with the right sign": ("sign_right", "99 % [96, 100"),
    "share with the minimum reached": ("minimum_reached", "42 % [30, 55"),
    "as an artefact": ("artefact", "shifted: other labels"),
    "confirmed or exploratory": ("standing", "confirmed"),
}
"""What the row of the first claim has to show: its column in files, and what people read."""

NUMBERS = {
    "effect": 0.07, "low": 0.06, "high": 0.08, "mediated_share": 0.93, "rival_effect": 0.001, "rival_low": -0.01,
    "rival_high": 0.02, "sign_right": 0.99, "sign_low": 0.96, "minimum_reached": 0.42, "minimum_high": 0.55,
    "telling": 0.9,
}  # fmt: skip
"""The same as numbers, in files."""


@pytest.fixture(scope="module")
def whole() -> Board:
    """Designed, decided, under parameter sets, audited."""
    found = measured()
    return replace(designed(), robustness=found.robustness, audited=found.audited)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("item", ITEMS)
def test_people_read_it_on_the_page_and_in_markdown(whole: Board, item: str):
    _, said = ITEMS[item]
    page = Read(board_page(whole)).said
    card = page[page.rindex("X1 Terror frightens") : page.rindex("X5 Terror frightens")]
    assert said in flat(card), card
    assert said.replace("[", "\\[").partition("]")[0] in markdown(whole)


def test_people_read_it_in_the_terminal(whole: Board):
    tables = {table.name: table for table in whole.tables}
    shown = [column.name for name in ("claims", "standing") for column in tables[name].shown]
    assert {column for column, _ in ITEMS.values()} | {"telling", "verdict", "asked"} <= set(shown)
    assert len(tables["claims"].shown) < 10  # more would be too narrow to be read
    assert {"voice", "status", "standing"} <= {column.name for column in tables["claims"].columns}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_files_have_it_all_in_one_row_with_numbers(whole: Board, tmp_path: Path, form: str):
    row = of_json(whole) if form == "json" else of_csv(whole, tmp_path)
    assert {name for name, _ in ITEMS.values()} | {"rival_model", "standing_why", "why"} <= set(row)
    assert {name: float(row[name]) for name in NUMBERS} == NUMBERS
    assert [row[name] for name in ("stated_as", "voice", "status", "design", "standing", "rival_verdict")] == [
        "H", "reporter", "predicted", "0123456789", "confirmed", "fails",
    ]  # fmt: skip


def of_json(board: Board) -> dict[str, Any]:
    [table] = [one for one in board.to_json()["tables"] if one["name"] == "claims"]
    return dict(zip([column["name"] for column in table["columns"]], table["rows"][0], strict=True))


def of_csv(board: Board, folder: Path) -> dict[str, Any]:
    board.save(folder, formats=("csv",))
    [file] = [path for path in folder.rglob("*.csv") if re.fullmatch(r"(.*-)?claims\.csv", path.name)]
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return next(csv.DictReader(io.StringIO("\n".join(lines))))
