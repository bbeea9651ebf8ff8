"""A report to the leader on a quiet month, for tests that change one thing in it."""

from dataclasses import replace

from politburo.leader import Briefing, Decision

QUIET = Briefing(
    elite_threat=0.25, elite_fear=0.1, elite_capability=0.4, predecessor_share=0.0, public_grievance=0.3,
    competence=0.0, consolidation=0.8, purge_intensity=0.05,
)  # fmt: skip


def report(**changes: float) -> Briefing:
    """The quiet report with something changed."""
    return replace(QUIET, **changes)


def intensity(decision: Decision) -> float:
    """The purge intensity of a decision that sets one."""
    assert decision.purge_intensity is not None
    return decision.purge_intensity
