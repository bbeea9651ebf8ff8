"""The short form of the board of claims, held against the verdicts that are stored."""
