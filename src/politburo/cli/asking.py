"""The commands that ask: what differs, what an outcome depends on, and which claims hold."""

from __future__ import annotations

from politburo.cli.branch import branch
from politburo.cli.claims import claims
from politburo.cli.compare import compare
from politburo.cli.explore import explore
from politburo.cli.merge import merge
from politburo.cli.outcomes import outcomes
from politburo.cli.sensitivity import sensitivity
from politburo.cli.sweep import sweep

ASKING = (branch, claims, compare, explore, merge, outcomes, sensitivity, sweep)
"""They are added to the group of all commands."""
