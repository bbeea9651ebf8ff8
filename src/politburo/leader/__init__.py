"""How the centre decides: one file per logic of rule, each a pure function; nothing here imports the month."""

from politburo.leader.finding import LOGICS, broken_plugins, logic_named, source_digest
from politburo.leader.interface import Briefing, Decision, Logic, checked

__all__ = ["LOGICS", "Briefing", "Decision", "Logic", "broken_plugins", "checked", "logic_named", "source_digest"]
