"""Why one event happened in a simulated run: what made its probability, term by term, as a table and in a sentence."""

from politburo.ask.why.answer import Term, Why, explain

__all__ = ["Term", "Why", "explain"]
