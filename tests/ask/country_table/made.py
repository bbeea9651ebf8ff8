"""Tables of officials who never were, as people who collect them write them down."""

import csv
import io
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

SYLLABLES = ("zyx", "qwu", "vlok", "jibb", "thrum", "grost", "phleg", "snarv", "mubz", "xerk", "dwix", "pfau")
"""Parts of names that no language has, and no text of politburo."""

ORGANS = ("Party secretariat", "Ministry of State Security", "Armed forces", "Council of ministers")
FORMS = ("Execution", "Demotion", "Retirement", "Death", "Expulsion")
PLANTED = "Zzyqwx Thrumbleforth"
"""A name to be looked for wherever something could have been written."""


def name_of(number: int) -> str:
    """The name of a person who does not exist, another one for every number below 20,000."""
    drawn = random.Random(number)
    first, last = ("".join(drawn.choice(SYLLABLES) for _ in range(3)) for _ in range(2))
    return f"{first.capitalize()} {last.capitalize()}{'abcdefghij'[number % 10]}"


def person_posts(persons: int = 120, seed: int = 1, first: int = 1950, last: int = 1969) -> list[dict[str, str]]:
    """A row for each person and post: one person after the other in as many posts as there were at the beginning."""
    drawn = random.Random(seed)
    rows = []
    for number in range(persons):
        start = first if number < persons // 2 else drawn.randint(first + 1, last - 1)
        end = start + drawn.randint(2, 9)
        rows.append(
            {
                "person": name_of(number + 1000 * seed),
                "organ": drawn.choice(ORGANS),
                "rank": drawn.choice(("1", "2", "2", "2")),
                "start": f"{start}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}",
                "end": f"{end}" if end <= last else "in office",
                "exit": drawn.choice(FORMS) if end <= last else "",
                "country": "Albania",
            }
        )
    return rows


def person_years(persons: int = 120, seed: int = 1, first: int = 1950, last: int = 1969) -> list[dict[str, str]]:
    """The same with a row for each person and year, as WhoGov has it."""
    rows = []
    for post in person_posts(persons, seed, first, last):
        start = int(post["start"][:4])
        end = last + 1 if post["end"] == "in office" else int(post["end"])
        rows += [
            {
                "id": str(len(rows) + year),
                "country_isocode": "ALB",
                "year": str(year),
                "name": post["person"],
                "portfolio_1": post["organ"],
                "classification": {"1": "Prime Minister", "2": "Minister (Full Rank)"}[post["rank"]],
                "leader": "0",
                "birthyear": "1901",
            }
            for year in range(start, end)
        ]
    for year in range(first, last + 1):
        leader = name_of(900 + (year >= 1958))
        rows.append(
            dict(
                zip(
                    rows[0],
                    ("0", "ALB", str(year), leader, "Party secretariat", "Prime Minister", "1", ""),
                    strict=True,
                )
            )
        )
    return rows


def text_of(rows: Sequence[dict[str, str]], delimiter: str = ",") -> str:
    """A table as text."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def write(path: Path, rows: Sequence[dict[str, str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A table as a file."""
    path.write_bytes(text_of(rows, delimiter).encode(encoding))
    return path


def changed(rows: Iterable[dict[str, str]], **columns: Callable[[dict[str, str]], str]) -> list[dict[str, str]]:
    """The rows with other values in some columns."""
    return [row | {name: change(row) for name, change in columns.items()} for row in rows]
