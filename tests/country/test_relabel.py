"""Under other labels a country is the same: everyone has another number, and nothing else is other."""

import numpy as np
import pytest

from politburo.country import Country, Links, build
from politburo.country.relabel import relabelled
from politburo.country.ties import starts_of_runs

OLD = build("example", 0.1)
NEW = relabelled(OLD, 7)

WHO = OLD.people.disposition, NEW.people.disposition
"""A trait that no two have in common: it tells who is who."""

COLUMNS = ("rent", "prominence", "arms", "exposure", "abroad", "withdrawn_beyond", "access", "rank")


def by_person(country: Country, column: np.ndarray) -> dict[float, object]:
    """What stands in a column of posts, by who holds the post."""
    return dict(zip(country.people.disposition.tolist(), column.tolist(), strict=True))


def named(country: Country, names: tuple[str, ...], codes: np.ndarray) -> dict[float, object]:
    return by_person(country, np.array(names)[codes])


def tied(country: Country, kind: str) -> set[tuple[float, ...]]:
    """Who is tied to whom, as often as he is."""
    who = country.people.disposition
    ends = who[getattr(country.posts, kind)]
    return {(float(one), *sorted(others)) for one, others in zip(who, ends.tolist(), strict=True)}


def clients(country: Country) -> dict[float, list[float]]:
    who, links = country.people.disposition, country.posts.clients
    rows = zip(links.starts[:-1], links.starts[1:], strict=True)
    return {float(who[post]): sorted(who[links.ends[lo:hi]].tolist()) for post, (lo, hi) in enumerate(rows)}


def test_almost_everyone_has_another_number():
    assert len(set(WHO[0].tolist())) == OLD.posts.count
    assert (WHO[0] == WHO[1]).mean() < 0.02
    assert (OLD.households.aptitude == NEW.households.aptitude).mean() < 0.02
    assert NEW.organs == OLD.organs[::-1] and NEW.provinces == OLD.provinces[::-1]


def test_everyone_holds_the_post_that_he_held():
    for name in COLUMNS:
        assert by_person(OLD, getattr(OLD.posts, name)) == by_person(NEW, getattr(NEW.posts, name)), name
    for name in OLD.people._fields:
        assert by_person(OLD, getattr(OLD.people, name)) == by_person(NEW, getattr(NEW.people, name)), name
    for what, names in (("organ", "organs"), ("province", "provinces")):
        old, new = (named(one, getattr(one, names), getattr(one.posts, what)) for one in (OLD, NEW))
        assert old == new


def test_everyone_is_tied_to_those_to_whom_he_was_tied():
    assert tied(OLD, "close") == tied(NEW, "close")
    assert tied(OLD, "acquaintances") == tied(NEW, "acquaintances")
    assert clients(OLD) == clients(NEW)
    patrons = ({float(who[i]): float(who[p]) for i, p in enumerate(one.posts.patron) if p >= 0}
               for one, who in zip((OLD, NEW), WHO, strict=True))  # fmt: skip
    old, new = patrons
    assert old == new


def test_households_keep_their_kin_their_people_and_their_province():
    def lives(country: Country) -> set[tuple[object, ...]]:
        homes = country.households
        return {
            (float(homes.aptitude[i]), float(homes.weight[i]), country.provinces[homes.province[i]],
             *sorted(homes.aptitude[homes.kin[i]].tolist()))
            for i in range(homes.count)
        }  # fmt: skip

    assert lives(OLD) == lives(NEW)


def test_it_is_in_order_as_a_country_is_built_and_nobody_may_write_to_it():
    posts, ranks = NEW.posts, len(NEW.ranks)
    key = (posts.province.astype(int) * len(NEW.organs) + posts.organ) * ranks + posts.rank
    assert (np.diff(key) >= 0).all()
    assert posts.blocks.tolist() == starts_of_runs(key.astype(np.int32)).tolist()
    assert posts.circle.tolist() == (posts.organ.astype(int) * ranks + posts.rank).tolist()
    assert NEW.circle_sizes.tolist() == np.bincount(posts.circle, minlength=len(NEW.circle_sizes)).tolist()
    assert sorted(NEW.whole_sizes.tolist()) == sorted(OLD.whole_sizes.tolist())
    for new, old in zip(
        (*posts, *NEW.people, *NEW.households), (*OLD.posts, *OLD.people, *OLD.households), strict=True
    ):
        for column, before in zip(*((one if isinstance(one, Links) else (one,)) for one in (new, old)), strict=True):
            assert (column.dtype, column.shape, column.flags.c_contiguous) == (before.dtype, before.shape, True)
    with pytest.raises(ValueError, match="read-only"):
        posts.rent[0] = 1


def test_organs_keep_their_tasks():
    for task in ("guards", "trades", "serves_abroad"):
        old, new = ([one.organs[code] for code in getattr(one, task)] for one in (OLD, NEW))
        assert set(old) == set(new)


def test_another_key_gives_other_numbers():
    assert (relabelled(OLD, 8).people.disposition != WHO[1]).mean() > 0.9
