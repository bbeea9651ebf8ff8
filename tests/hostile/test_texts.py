"""Whatever a stranger writes where text is shown, it stays text: in pages, tables, pictures, files and the terminal."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import tomli_w
from markdown_it import MarkdownIt

import politburo as pb
from politburo.answer import Answer
from politburo.ask.claims.board import decide
from politburo.ask.claims.claim_file import load_claims
from politburo.ask.scenarios import check, diff, overview
from politburo.run.engines import Threads
from politburo.scenario import adapt, parse, to_toml
from politburo.show.page.claims import save_markdown, save_page
from politburo.show.page.report import save_report
from politburo.terms.errors import ClaimError, ScenarioError
from tests.ask.explore.made_up import corner, made_up, quick
from tests.cli.calling import STEERING as STEERS
from tests.conftest import HOSTILE
from tests.hostile.commands import CLAIM
from tests.hostile.folders import simulated
from tests.hostile.texts import EVIL, PLAIN, STEERING, scenario, structure

pytestmark = pytest.mark.hostile


@dataclass(frozen=True)
class Made:
    """What is made of a scenario with some texts: answers of every question, and its report."""

    answers: dict[str, Any]
    report: str
    results: pb.Results


def made_of(texts: Sequence[str], folder: Path) -> Made:
    one, engine = scenario(texts), Threads(1)
    file = folder / "texts.toml"
    file.write_text(to_toml(one))
    results = pb.run(one, out=folder / "runs", engine=engine)
    small = {"runs": 2, "engine": engine}
    with simulated():
        screening = {"parameters": ("fear.horizon", "fear.prior"), "trajectories": 4, "points": 8, "keep": 1}
        analysis = pb.sensitivity(one, ("fear",), out=folder / "sensitivity", **small, **screening)
    answers: dict[str, Answer] = {
        "run": results,
        "why": results.why(next(iter(results.find_events(("penalty",), run=0))).event),
        "record": results.record("2001-01-01"),
        "life": results.life(post=1),
        "show": overview(one, everything=True),
        "diff": diff(one, adapt(one, runs=3)),
        "check": check(file),
        "compare": pb.compare(one, sets={"campaign": 0.9}, out=folder / "compared", **small),
        "branch": pb.branch(results.folder, at="2001-02", sets={"campaign": 0.9}, out=folder / "branched", **small),
        "sweep": pb.sweep(one, "campaign=0:1:2", outcomes=("departures",), out=folder / "swept", **small),
        "explore": quick(made_up(folder / "explored", corner, points=60, base=one), "departures > 1.1x"),
        "sensitivity": analysis,
        "claims": decide(load_claims(claims_file(texts, folder)), folder / "claims", engine=engine),
        "merge": pb.merge([results.folder], folder / "merged"),
    }
    return Made(answers, save_report(results, results.folder).read_text(), results)


def claims_file(texts: Sequence[str], folder: Path) -> Path:
    """A claim of one's own, all of whose texts are these."""
    said = tomllib.loads(CLAIM)
    (claim,) = said["claims"]
    claim |= {"says": " ".join(texts), "source": " ".join(reversed(texts))}
    (test,) = claim["tests"]
    claim["tests"] = [test | {"name": " ".join(texts[at : at + 3])[:80]} for at in range(0, len(texts), 3)]
    file = folder / "claims.toml"
    file.write_text(tomli_w.dumps(said))
    return file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Made, Made]:
    """What is made of plain texts, and of evil ones."""
    folder = tmp_path_factory.mktemp("texts")
    for name in ("plain", "evil"):
        (folder / name).mkdir()
    return made_of(PLAIN, folder / "plain"), made_of(EVIL, folder / "evil")


DRAWN = ("run", "why", "life", "compare", "branch", "sweep", "explore", "sensitivity", "claims")
"""Questions whose answers have pictures."""

QUESTIONS = (*DRAWN, "record", "show", "diff", "check", "merge")


def test_every_question_is_asked(made: tuple[Made, Made]):
    assert set(made[1].answers) == set(QUESTIONS)
    assert set(DRAWN) == {name for name, answer in made[1].answers.items() if answer.figures}


@pytest.mark.parametrize("question", QUESTIONS)
def test_text_stays_text_in_the_html_of_an_answer(
    made: tuple[Made, Made], question: str, record_property: Callable[[str, object], None]
):
    plain, evil = (structure(one.answers[question]._repr_html_()) for one in made)
    assert evil == plain
    assert not evil[1]
    record_property(f"{HOSTILE}texts shown", len(EVIL))


@pytest.mark.parametrize("question", QUESTIONS)
def test_text_stays_text_in_markdown(made: tuple[Made, Made], question: str):
    plain, evil = (structure(as_html(one.answers[question].to_markdown())) for one in made)
    assert evil == plain
    assert not evil[1]


def as_html(markdown: str) -> str:
    """What a reader makes of Markdown that takes markup and addresses from it."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown)


@pytest.mark.parametrize("question", QUESTIONS)
def test_text_steers_no_terminal(made: tuple[Made, Made], question: str):
    said = made[1].answers[question].words()
    assert not STEERS.search(said)


@pytest.mark.parametrize("question", DRAWN)
def test_text_stays_text_in_pictures(made: tuple[Made, Made], question: str):
    for name in made[1].answers[question].figures:
        found = []
        for one in made:
            shown = one.answers[question].plot(name)._repr_mimebundle_()
            drawing = ElementTree.fromstring(shown["image/svg+xml"])
            found.append({(part.tag, *sorted(part.attrib)) for part in drawing.iter()})
        assert found[1] == found[0], name


def test_text_stays_text_in_the_report(made: tuple[Made, Made]):
    plain, evil = (structure(one.report) for one in made)
    assert evil[1] == plain[1]
    assert evil[0] == plain[0]


def test_text_stays_text_on_the_page_of_claims(made: tuple[Made, Made], tmp_path: Path):
    pages = [save_page(one.answers["claims"], tmp_path).read_text() for one in made]
    assert structure(pages[1]) == structure(pages[0])
    tables = [save_markdown(one.answers["claims"], tmp_path / "page.md").read_text() for one in made]
    assert structure(as_html(tables[1])) == structure(as_html(tables[0]))


def test_text_is_no_formula_in_a_workbook(made: tuple[Made, Made], tmp_path: Path):
    from openpyxl import load_workbook

    made[1].answers["show"].save(tmp_path, ("xlsx",))
    sheets = load_workbook(tmp_path / "answer.xlsx").worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)


@pytest.mark.parametrize("text", STEERING, ids=ascii)
def test_what_would_steer_a_terminal_is_refused_in_every_text_of_a_file(tmp_path: Path, text: str):
    said = tomllib.loads(to_toml(scenario(PLAIN)))
    event = said["events"][0]
    for place in (
        {"name": text}, {"title": text}, {"description": text}, {"events": [event | {"label": text}]},
        {"drop_events": [text]}, {"extends": text}, {"parent": text}, {text: 1}, {"levers": {text: 1}},
        {"country": text}, {"leader": {"logic": text}}, {"events": [event | {"kind": text}]},
    ):  # fmt: skip
        with pytest.raises(ScenarioError) as error:
            parse(tomli_w.dumps(said | place), "texts.toml")
            pytest.fail(str(place))
        assert not STEERS.search(str(error.value)), place
    for place in ("id", "says", "source", "setting"):
        claims = tomllib.loads(CLAIM)
        claims["claims"][0][place] = text
        (tmp_path / "claims.toml").write_text(tomli_w.dumps(claims))
        with pytest.raises(ClaimError) as refusal:
            load_claims(tmp_path / "claims.toml")
        assert not STEERS.search(str(refusal.value)), place
