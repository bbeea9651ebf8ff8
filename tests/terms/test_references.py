"""Whatever the model cites is in its bibliography, and whatever is in the bibliography is known well enough to cite."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import politburo
from politburo.country.countries import files_of
from politburo.terms.declarations import ASSUMED, declared
from politburo.terms.leaders import LEADERS
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Parameters
from politburo.terms.references import citation_patterns, references_in, works

pytestmark = pytest.mark.slow

PACKAGE = Path(politburo.__file__).parent
NO_WORK = ("assumed", "own reduced form", "own hypothesis", "none: the scenario decides")
"""How a source or reference begins, or what it is, that cites no work."""
KINDS = re.compile(r"\((mechanism|sign|order|total)\b")
"""What may be published of a value that is not itself."""
NAMED = r"[A-Z][\w’'-]+(?:(?:,? & [A-Z]\w+)|,? et al\.)?(?:'s)?,? \(?(?:1[89]|20)\d\d"
"""What looks like an author and a year."""
MONTHS = r"(January|February|March|April|May|June|July|August|September|October|November|December|Dec)\b"
TOLD_ELSEWHERE = r"\bSC 2011|\(Daily NK, \d{4}\)|\(evidence table [^)]*\)|\(Unification Ministry, 2013\)"
"""Who wrote a report that is named before, a conference, tables with their own sources, and figures out of them."""


def sources() -> dict[str, str]:
    """Every text in which the terms say where something comes from, by what it is said of."""
    groups = [Levers(), *(getattr(Parameters(), name) for name in Parameters.__dataclass_fields__)]
    found = {f"mechanism {entry.name}": entry.reference for entry in MECHANISMS}
    found |= {f"leader {entry.name}": entry.reference for entry in LEADERS}
    for group in groups:
        for name, declaration, _ in declared(type(group)):
            found[f"{type(group).__name__}.{name}"] = declaration.source
    return found


def clauses(text: str) -> list[str]:
    """The parts of a source between semicolons; parentheses, and what is argued after "assumed: ", are left whole."""
    published, assumed, argument = text.partition(ASSUMED)
    parts = [part.strip() for part in re.split(r";(?![^(]*\))", published)]
    return [part for part in [*parts, assumed + argument] if part]


def is_resolved(clause: str) -> bool:
    """Whether a part of a source is a known work, a table, or says that there is none."""
    table = re.search(r"evidence table (\w+)", clause)
    none = clause.startswith(NO_WORK) or clause.endswith("assumed")
    return bool(references_in(clause) or none or (table and table[1] in files_of("north-korea").evidence.tables))


def test_every_source_is_a_known_work_a_table_or_said_to_be_none():
    unknown = {said_of: [c for c in clauses(text) if not is_resolved(c)] for said_of, text in sources().items()}
    assert {said_of: found for said_of, found in unknown.items() if found} == {}, "add them to references.bib"


def test_what_is_published_of_an_assumed_value_stands_before_the_argument_for_its_range():
    """And only there: by its first word a source is counted."""
    cited = re.compile("|".join(["evidence table", *(known.pattern for known in citation_patterns().values())]))
    argued = {said_of: text.partition(ASSUMED) for said_of, text in sources().items() if ASSUMED in text}
    assert [said_of for said_of, (_, _, argument) in argued.items() if cited.search(argument)] == []
    published = {said_of: before for said_of, (before, _, _) in argued.items() if before}
    assert [said_of for said_of, text in published.items() if not cited.search(text)] == []
    assert [said_of for said_of, text in published.items() if not KINDS.search(text)] == []


def docstrings() -> dict[str, str]:
    """The docstring of every module of the package, on one line."""
    files = sorted(PACKAGE.rglob("*.py"))
    texts = {str(file.relative_to(PACKAGE)): ast.get_docstring(ast.parse(file.read_text("utf-8"))) for file in files}
    return {name: " ".join(text.split()) for name, text in texts.items() if text}


def test_every_author_and_year_in_a_docstring_is_a_known_work():
    found = {}
    for name, text in (docstrings() | sources()).items():
        rest = re.sub("|".join([TOLD_ELSEWHERE, *(known.pattern for known in citation_patterns().values())]), "", text)
        found[name] = [cited for cited in re.findall(NAMED, rest) if not re.match(MONTHS, cited)]
    assert {name: cited for name, cited in found.items() if cited} == {}


def test_no_work_stands_in_the_bibliography_without_being_cited():
    everywhere = " ".join([*docstrings().values(), *sources().values(), "Grimm et al. 2020"])
    assert [key for key in works() if key not in references_in(everywhere)] == []


def test_the_bibliography_is_in_the_order_of_its_keys_and_no_two_works_have_one_short_form():
    assert list(works()) == sorted(works())
    assert len({work.fields["shorthand"] for work in works().values()}) == len(works())


def test_a_work_says_who_when_what_and_where():
    for key, work in works().items():
        assert work.persons["author"], key
        assert re.fullmatch(r"\{.*[^.]\}", work.fields["title"]), key  # braces keep the capitals
        assert work.fields["year"] in key
        assert {"journal", "booktitle", "publisher", "note", "url"} & set(work.fields), key
        assert not work.fields.get("doi", "").startswith("http"), key


def test_an_institution_is_not_taken_apart_into_names():
    assert [str(person) for person in works()["ministry2013"].persons["author"]] == [
        "{Ministry of Unification, Republic of Korea}"
    ]
    first, second = works()["mcmahon2015"].persons["author"]
    assert (first.last_names, first.first_names, second.last_names) == (["McMahon"], ["R."], ["Slantchev"])


@pytest.mark.parametrize(
    "text", ["Kuran 1991", "Kuran's (1991)", "Kuran (1991)", "as Kuran\n1991 says", "(Kuran 1991; own reduced form)"]
)
def test_a_work_is_found_however_the_text_cites_it(text: str):
    assert references_in(text) == ("kuran1991",)


@pytest.mark.parametrize("text", ["Kuran", "Kuran 1989", "1991", "assumed", ""])
def test_a_text_that_cites_no_known_work_gives_none(text: str):
    assert references_in(text) == ()


def test_two_works_of_one_year_are_told_apart():
    assert references_in("Goldring & Matthews 2023b") == ("goldring2023b",)
    assert references_in("Goldring & Matthews 2023") == ()


def test_importing_politburo_and_its_help_do_not_read_the_bibliography():
    asked = "import sys, politburo, politburo.cli.commands, politburo.terms.references; print('pybtex' in sys.modules)"
    finished = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert finished.stdout == "False\n"
