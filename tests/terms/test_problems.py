"""Problems become one error that names files and lines."""

from politburo.terms.errors import CountryError, Problem
from politburo.terms.problems import file_error, sentence_of


def test_one_problem_is_one_sentence():
    error = file_error(CountryError, "mine", [Problem("mine/posts.csv", 3, "organ", "organ: none")])
    assert str(error) == "mine/posts.csv, line 3: organ: none."


def test_files_of_a_folder_are_called_by_their_names_in_the_order_of_files_and_lines():
    problems = [
        Problem("mine/b", 2, "x", "second"),
        Problem("mine/b", 1, "x", "first"),
        Problem("mine/a", 9, "x", "last"),
    ]
    error = file_error(CountryError, "mine", problems)
    assert str(error) == "mine has 3 errors:\n  - b, line 1: first\n  - b, line 2: second\n  - a, line 9: last"
    assert [problem.message for problem in error.problems] == ["first", "second", "last"]


def test_of_many_errors_the_first_are_listed():
    error = file_error(CountryError, "mine", [Problem("mine/a", line, "x", "wrong") for line in range(30)], most=5)
    assert str(error).endswith("\n  - and 25 more")
    assert len(str(error).splitlines()) == 7
    assert len(error.problems) == 30


def test_a_file_as_a_whole_is_the_subject_of_its_sentence():
    assert sentence_of(Problem("mine/a", None, None, "does not exist")) == "mine/a does not exist"
    assert sentence_of(Problem("mine/a", None, None, "does not exist"), within="mine") == "a does not exist"
