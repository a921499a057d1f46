"""Assessments kept as files: a folder of rounds, each with its facts, its pack and its readings.

``DATA/rounds/<id>/`` holds ``round.json`` (title, year, pack, previous), ``facts.*`` and, where a
pack leaves readings open, ``readings.yaml``; ``DATA/packs/`` holds local packs. An office can put
its own folders there and look at them in the browser.
"""

from gongkai.assessment.rounds.about import ABOUT, BadRound, RoundInfo
from gongkai.assessment.rounds.rounds import OpenRound, Rounds

__all__ = ["ABOUT", "BadRound", "OpenRound", "RoundInfo", "Rounds"]
