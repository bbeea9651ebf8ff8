"""The command line. Help and lists start at once: what is heavy is imported where it is needed, never up here."""

from politburo.cli.commands import politburo as main

__all__ = ["main"]
