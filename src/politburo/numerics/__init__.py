"""Arithmetic, chance and compilation shared by everything that computes. See the files; nothing is imported here."""
