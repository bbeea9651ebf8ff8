"""How the centre decides: one file per logic of rule, each a pure function; nothing here imports the month."""

from politburo.leader import scripted, strategic
from politburo.leader.interface import Briefing, Decision, Logic

LOGICS: dict[str, Logic] = {"scripted": scripted.choose, "strategic": strategic.choose}

__all__ = ["LOGICS", "Briefing", "Decision", "Logic"]
