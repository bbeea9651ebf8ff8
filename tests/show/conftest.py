"""The fixtures of all files here: comparisons of runs that are made, not simulated."""

from tests.ask.compare.made import _three_provinces as _three_provinces
from tests.ask.compare.made import compare as compare
from tests.ask.compare.made import shared as shared
from tests.ask.compare.made import watched as watched
