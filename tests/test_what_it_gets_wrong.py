"""The page of what the model gets wrong says no more and no less than the board and the fit."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAGE, BOARD, FIT = (
    (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("what-the-model-gets-wrong", "claims", "fit")
)
CLAIM = re.compile(r"\b(?:C\d\d[a-z]?|L-[A-Z]+\d)\b")
UNTESTED = "not testable yet", "asked over sets"
NO_VALUE, IN_THE_RIVAL = "more than one pair in ten gave no value", "it holds in the rival model"


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """The cells of each row of the first table under a heading by the id of its claim, but for the name of the test."""
    _, _, below = page.partition(f"\n## {heading}\n")
    lines = below.partition("\n## ")[0].splitlines()
    head, _, *cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("|")
    ]
    kept = [place for place, name in enumerate(head) if name != "test"]
    return {row[0]: [row[place] for place in kept] for row in cells}


def verdicts() -> dict[str, str]:
    """The verdict of each claim that decides something; implementation checks are in another table."""
    return {name: row[3] for name, row in rows(BOARD, "Claims").items()}


def undecided(why: str) -> set[str]:
    """Claims that the board does not decide for this reason."""
    found = re.findall(rf"^## ([\w-]+): .*\n\n\*\*not decided\*\*: {why}", BOARD, re.MULTILINE)
    return set(found) & set(verdicts())


def bullet(end: str) -> str:
    """The point about claims that are not decided that begins with their number and ends the list of them so."""
    [found] = re.findall(rf"^- \d+ claims? \([^)]*\){end}", PAGE, re.MULTILINE)
    return str(found)


def test_every_claim_that_fails_or_is_too_small_is_there_as_the_board_has_it_and_no_other():
    failing = {name: row for name, row in rows(BOARD, "Claims").items() if row[3] in ("fails", "too small")}
    assert failing
    ours = rows(PAGE, "Claims that fail or are too small")
    assert ours == {name: [row[0], row[2], row[3], row[4], row[5]] for name, row in failing.items()}


def test_each_of_them_is_explained():
    headings = re.findall(r"^(?:## |\*\*)([CL][\w-]+?)(?: in depth)?: ", PAGE, re.MULTILINE)
    assert sorted(headings) == sorted(rows(PAGE, "Claims that fail or are too small"))


def test_the_counts_are_those_of_the_board():
    found = list(verdicts().values())
    untested = [found.count(verdict) for verdict in UNTESTED]
    assert (
        f"Of {len(found) - sum(untested)} claims that can be tested, {found.count('holds')} hold, "
        f"{found.count('too small')} are too small, {found.count('fails')} fail, {found.count('not decided')} are not "
        f"decided and {found.count('reported')} only report a figure."
    ) in " ".join(PAGE.split())
    assert f"{untested[0]} more claims cannot be tested" in PAGE
    assert f"{untested[1]} more is asked over parameter sets alone" in " ".join(PAGE.split())


@pytest.mark.parametrize(
    ("why", "end"), [(NO_VALUE, ": more than one pair"), (IN_THE_RIVAL, " holds? in (?:its|their) rival")]
)
def test_claims_that_are_not_decided_are_listed_with_the_reason_of_the_board(why: str, end: str):
    said = bullet(end)
    assert set(CLAIM.findall(said)) == undecided(why)
    assert said.startswith(f"- {len(undecided(why))} claim")


def test_every_undecided_claim_has_one_of_these_reasons():
    both = undecided(NO_VALUE) | undecided(IN_THE_RIVAL)
    assert both == {name for name, verdict in verdicts().items() if verdict == "not decided"}


def test_what_is_confirmed_and_what_is_exploratory_is_counted_by_the_designs_of_the_claims_that_were_tested():
    sections = [part.partition(": ") for part in BOARD.split("\n## ")]
    standing = {name: "; confirmed." in text for name, _, text in sections if name in verdicts()}
    exploratory = {name for name, confirmed in standing.items() if not confirmed}
    said = " ".join(PAGE.split())
    assert len(standing) == sum(verdict not in UNTESTED for verdict in verdicts().values())
    assert f"{len(standing) - len(exploratory)} of these verdicts are confirmed" in said
    assert f"{len(exploratory)} are exploratory" in said
    [among] = re.findall(r"Exploratory among these: ([^.]*)\.", said)
    assert set(CLAIM.findall(among)) == exploratory & set(rows(PAGE, "Claims that fail or are too small"))


def test_the_count_of_targets_is_that_of_the_fit():
    [(met, of)] = re.findall(r"^(\d+) of (\d+) independent targets are met", FIT, re.MULTILINE)
    assert f"{met} of {of} targets are met" in " ".join(PAGE.split())


def test_nothing_after_2015_is_used():
    years = {
        int(year) for year in re.findall(r"\b20\d\d\b", PAGE.replace("Boutton (2019)", "").replace("Young 2019", ""))
    }
    assert max(years) <= 2015
