"""Forecasts of what will be published, and how good they were.

What comes in: public figures as of a day, and runs of many parameter sets. What goes out: forecasts as draws, and
scores of them once later figures are there.
"""
