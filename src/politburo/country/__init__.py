"""Who lives there: organs, ranks, provinces, posts, patrons, ties, households and kin; and what is published of it.

Names are loaded when they are first used, so that a country's files can be read without NumPy and Numba.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from politburo.country.construction import build
    from politburo.country.countries import country_names, plan_of
    from politburo.country.country import Country, Households, Links, People, Posts
    from politburo.country.plan import CountryPlan

__all__ = ["Country", "CountryPlan", "Households", "Links", "People", "Posts", "build", "country_names", "plan_of"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "build":
        from politburo.country import construction as module
    elif name == "CountryPlan":
        from politburo.country import plan as module
    elif name in ("country_names", "plan_of"):
        from politburo.country import countries as module
    else:
        from politburo.country import country as module
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
