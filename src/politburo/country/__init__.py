"""Who lives there: organs, ranks, provinces, posts, patrons, ties, households and kin."""

from politburo.country.build import build, country_names, plan_of
from politburo.country.country import Country, Households, Links, People, Posts

__all__ = ["Country", "Households", "Links", "People", "Posts", "build", "country_names", "plan_of"]
