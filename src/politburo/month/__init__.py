"""The month: one file per phase, named by its verb; `the_month` composes them."""

from politburo.month.the_month import PHASES, Outcome, Run, simulate, the_month

__all__ = ["PHASES", "Outcome", "Run", "simulate", "the_month"]
