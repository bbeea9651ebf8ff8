"""Reading claims from TOML: those of the board that comes with politburo, and a scholar's own.

    [settings.quiet]                    # arms to start from, by name; keys as in `record.Arm`
    throughout = { surveillance = 0.5 }

    [[claims]]
    id = "X1"
    says = "Surveillance silences"
    source = "own"
    provenance = "H"
    runs = 8
    setting = "quiet"
    changed = { held = { surveillance = 0.8 } }
    base = { held = { surveillance = 0.2 } }

      [[claims.tests]]
      name = "talk among acquaintances"
      observe = "openness_acquaintances"
      expect = "down"
      minimum = 0.05

A test may have arms of its own; what it leaves out it takes from the claim, and the claim from the setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from politburo.ask.claims.checks import options, wrong_with
from politburo.ask.claims.construction import Around, claim_of
from politburo.ask.claims.followed import POPULATIONS, named_in
from politburo.ask.claims.record import Arm, Claim, with_arms
from politburo.ask.claims.sections import SECTIONS, ArmSection, ClaimSection, Document, TestSection
from politburo.ask.claims.toml_file import Wrong, gathered, read
from politburo.country import country_names
from politburo.country.countries import files_at, is_path
from politburo.country.folder import CountryFiles
from politburo.scenario.reader import country_beside
from politburo.terms.checks import shown
from politburo.terms.errors import ClaimError, CountryError
from politburo.terms.line_numbers import Location, place

BOARD = files("politburo.ask.claims") / "board"
MOST_BYTES = 1_000_000


@cache
def the_board() -> tuple[Claim, ...]:
    """The claims that come with politburo, in the order of their files and places; the files share their settings."""
    texts = sorted((entry.name, entry.read_text(encoding="utf-8")) for entry in BOARD.iterdir())
    return parse("\n".join(text for name, text in texts if name.endswith(".toml")), "the board")


def load_claims(path: str | Path) -> tuple[Claim, ...]:
    """The claims of a file. Raises ClaimError, naming everything that is wrong with it."""
    path = Path(path)
    if not path.is_file():
        raise ClaimError(f"{path} is no file; name a TOML file with claims.")
    if path.stat().st_size > MOST_BYTES:
        raise ClaimError(f"{path} is larger than {MOST_BYTES:,} bytes; a file of claims is a few pages at most.")
    try:
        return parse(path.read_text(encoding="utf-8"), str(path), path.parent)
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimError(f"{path} cannot be read as UTF-8 text: {error}.") from None


def parse(text: str, source: str, folder: Path | None = None) -> tuple[Claim, ...]:
    """The claims that a TOML text says; `source` names it in errors. Raises ClaimError, with lines.

    Countries that are folders lie in `folder` or below it; without one, only countries with a name can be named.
    """
    document, lines = read(text, source, Document, "a file of claims", SECTIONS)
    countries, wrong = _countries(document, folder)
    around = Around(document.settings, countries)
    wrong += [
        (("settings", name, "like"), f"there is no setting {shown(setting.like)}; {options(setting.like, document)}")
        for name, setting in document.settings.items()
        if setting.like is not None and setting.like not in document.settings
    ]
    if not wrong:
        wrong = [it for row, section in enumerate(document.claims) for it in wrong_with(row, section, document, around)]
    ids = [section.id for section in document.claims]
    wrong += [
        (("claims", row, "id"), f"{name} is there more than once; every claim needs an id of its own")
        for row, name in enumerate(ids)
        if name in ids[:row]
    ]
    if wrong:
        raise gathered(source, lines, wrong)
    return tuple(claim_of(section, around) for section in document.claims)


def elsewhere(claims: Sequence[Claim], country: str | Path) -> tuple[Claim, ...]:
    """The same claims in another country, by its name or in a folder.

    Of a smaller country a larger part is simulated, so that there are as many posts as in the one it stands for.
    Raises UsageError and CountryError, and ClaimError where a claim asks about an organ or a rank that it has not.
    """
    found = files_at(country).check()
    plan, kept = found.plan, None if country in country_names() else found

    def moved(arm: Arm) -> Arm:
        fewer = max(sum(arm.plan.cadres) / sum(plan.cadres), 1.0)
        return replace(arm, country=plan.name, files=kept, scale=min(round(arm.scale * fewer, 4), 1.0))

    for claim in claims:
        watches = [test.watch for test in claim.tests] + ([claim.shape.watch] if claim.shape else [])
        for group in (group for watch in watches for group in watch.among if group not in POPULATIONS):
            if group not in named_in(plan):
                raise ClaimError(f"{claim.id} asks about posts of {group}, and {plan.title} has none.")
    return tuple(with_arms(claim, moved) for claim in claims)


def _countries(document: Document, folder: Path | None) -> tuple[dict[str, CountryFiles], list[Wrong]]:
    """The countries that are folders, by their paths; and what is wrong with those that cannot be used."""
    found: dict[str, CountryFiles] = {}
    wrong: list[Wrong] = []
    for location, section in _arm_sections(document):
        asked = section.country
        if asked is None or asked in found or not is_path(asked):
            continue
        at: Location = (*location, "country")
        try:
            found[asked] = country_beside(asked, folder)
        except (ValueError, CountryError) as error:
            wrong.append((at, f"{place(at)}: {str(error).removesuffix('.')}"))
    return found, wrong


def _arm_sections(document: Document) -> Iterator[tuple[Location, ArmSection]]:
    """All that may name a country, with their places."""
    yield from ((("settings", name), section) for name, section in document.settings.items())
    for row, claim in enumerate(document.claims):
        of_claim: list[tuple[Location, ClaimSection | TestSection]] = [(("claims", row), claim)]
        of_claim += [(("claims", row, "tests", number), test) for number, test in enumerate(claim.tests)]
        for at, section in of_claim:
            yield (*at, "changed"), section.changed
            yield (*at, "base"), section.base
        levels = claim.shape.levels if claim.shape else []
        yield from ((("claims", row, "shape", "levels", number), level) for number, level in enumerate(levels))
