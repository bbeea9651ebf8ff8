"""Claims about the simulated system, decided by paired runs: what is claimed, what was found, and how surely."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.terms.errors import ClaimError

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board
    from politburo.ask.claims.record import Claim
    from politburo.ask.claims.registration import Registered
    from politburo.ask.claims.robustness import ParameterSets
    from politburo.run.engines import Engine


def claims(
    file: str | Path | None = None,
    *,
    only: Sequence[str] = (),
    country: str | Path | None = None,
    seed: int | None = None,
    short: bool = False,
    across_priors: int | None = None,
    sets: str | Path | None = None,
    matrix: bool = False,
    artefacts: bool = False,
    registered: str | Path | None = None,
    beside: Sequence[str | Path] = (),
    out: str | Path | None = None,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Board:
    """Decide the claims of a TOML file, by default those of the board that comes with politburo.

    `only` names the claims to decide, by default all of them. `country` is a name or a folder, of the country in which
    they are decided in place of that of each claim; what it lacks the posts for is not applicable. `seed` is the key of
    chance of all runs, in place of that of each claim: fresh seeds, for what was found with others. `short` takes a
    small scale and few runs. What is measured is kept in the folder `out`, by default one under `runs/`, and not
    measured again. `engine` says where that is done, by default `Threads()`. `progress(done, total)` is told the months
    simulated and to simulate.

    `sets` is a file of parameter sets, such as those that a survey does not rule out: in which share of them the sign
    of each claim is right and its minimum is reached, with the noise of the runs taken out. `across_priors` is a number
    of sets, for the same over sets drawn from the declared ranges; with a file, over its first so many. `artefacts`
    decides each claim again where what is other must not matter: the order of phases, labels, the number of those
    simulated, the streams of chance. `matrix` measures which claim needs which mechanism. All take long and head the
    board. `registered` is a file that `politburo claims --register` wrote: each claim then says whether it is as it was
    registered. `beside` are other folders: what they keep of these claims under parameter sets, as artefacts and
    without mechanisms stands on the board, too.

    Raises ClaimError for a file that cannot be used; UsageError for a folder beside that keeps nothing of them;
    UsageError and CountryError for a country; StoreError when the
    folder cannot be written or is in use; KeyboardInterrupt when it is stopped: the same call goes on from there.
    """
    from politburo.ask.claims import robustness
    from politburo.ask.claims.artefacts import audit
    from politburo.ask.claims.board import decide
    from politburo.ask.claims.mechanism_matrix import mechanism_matrix

    registration = registration_of(registered)
    asked = asked_for(file, only=only, country=country, seed=seed)
    folder = folder_for(asked) if out is None else Path(out)
    if (over := sets_asked(across_priors, sets)) is not None:
        robustness.across_sets(asked, over, folder, short=short, engine=engine, on_progress=progress)
    if matrix:
        mechanism_matrix(asked, folder, engine=engine, on_progress=progress)
    if artefacts:
        audit(asked, folder, engine=engine, on_progress=progress)
    others = tuple(map(Path, beside))
    return decide(
        asked, folder, short=short, registration=registration, beside=others, engine=engine, on_progress=progress
    )


def sets_asked(across_priors: int | None, sets: str | Path | None) -> ParameterSets | None:
    """The parameter sets that are asked for: those of the file if one is named.

    Draws that a calibration calls a posterior are called so, with what vouches for it. Raises UsageError, also for such
    draws of another model.
    """
    from politburo.ask.claims.robustness import ParameterSets, drawn_sets

    if sets is None:
        return None if across_priors is None else drawn_sets(across_priors)
    from politburo.ask.ensemble import named_in
    from politburo.ask.sets_file import origins_of, read_sets
    from politburo.terms.bounds import SETS

    if across_priors is not None:
        SETS.checked(across_priors)
    given = tuple(read_sets(sets)[:across_priors])
    return ParameterSets(given, named_in(Path(sets).name, origins_of(sets)))


def registration_of(file: str | Path | None) -> Registered | None:
    """The registration of a file, if one is named. Raises ClaimError."""
    from politburo.ask.claims.registration import read_registration

    return None if file is None else read_registration(file)


def asked_for(
    file: str | Path | None,
    *,
    only: Sequence[str] = (),
    country: str | Path | None = None,
    seed: int | None = None,
) -> tuple[Claim, ...]:
    """The claims of a file, or the board; with `only`, those named; elsewhere or with another seed where asked.

    Raises ClaimError for a name that there is not, UsageError and CountryError for a country that cannot be used.
    """
    from politburo.ask.claims.claim_file import elsewhere, load_claims
    from politburo.ask.claims.designs import whole_board
    from politburo.terms.bounds import SEED
    from politburo.terms.checks import proposed

    known = whole_board() if file is None else load_claims(file)
    ids = tuple(claim.id for claim in known)
    for name in only:
        if name not in ids:
            raise ClaimError(f"There is no claim {name!r}; {proposed(name, ids)}")
    asked = tuple(claim for claim in known if not only or claim.id in only)
    if seed is not None:
        asked = tuple(replace(claim, seed=SEED.checked(seed)) for claim in asked)
    return asked if country is None else elsewhere(asked, country)


def folder_for(asked: tuple[Claim, ...]) -> Path:
    """Where the runs of some claims are kept when nobody says where."""
    from politburo.run.plan import model_sources

    told = hashlib.blake2b(f"{asked} {model_sources()}".encode(), digest_size=5).hexdigest()
    return Path("runs") / f"claims-{told}"
