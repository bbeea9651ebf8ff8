"""The plan of a small fictional country, for tests and teaching. Every number is invented."""

from __future__ import annotations

from politburo.country.plan import CountryPlan, Organ, Province


def example() -> CountryPlan:
    """Three provinces, one along an open border; 3,000 cadres and 5,000 households."""
    return CountryPlan(
        name="example",
        title="Example",
        provinces=(
            Province("Capital", 260_000, 240_000, 0.01, tile=(0, 1)),
            Province("Border", 160_000, 140_000, 1.0, tile=(0, 0)),
            Province("Plain", 310_000, 290_000, 0.03, tile=(1, 1)),
        ),
        capital=0,
        organs=(
            Organ("party", (0.40, 0.40, 0.45, 0.50), rent=1.10, arms=0.02, exposure=0.05),
            Organ("military", (0.20, 0.20, 0.22, 0.22), rent=1.00, arms=0.80, exposure=0.03),
            Organ("security", (0.12, 0.12, 0.13, 0.13), rent=1.15, arms=0.60, exposure=0.08),
            Organ("government", (0.16, 0.16, 0.12, 0.10), rent=0.90, arms=0.00, exposure=0.08),
            Organ("trade", (0.06, 0.06, 0.05, 0.03), rent=1.25, arms=0.00, exposure=0.35, abroad=(0, 0, 12, 30)),
            Organ("diplomacy", (0.06, 0.06, 0.03, 0.02), rent=1.10, arms=0.00, exposure=0.45, abroad=(0, 4, 8, 20)),
        ),
        posts=(60, 240, 700, 2_000),
        central_share=0.9,
        households=5_000,
        close_friends=6,
        acquaintances=10,
        kin=4,
        far_share=0.15,
        women_exit=1.5,
        men_exit=0.45,
    )
