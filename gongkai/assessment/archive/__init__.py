"""Rounds kept as files: a folder of rounds, each with its facts, its pack and its readings.

``DATA/rounds/<id>/`` holds ``round.json`` (title, year, pack, previous), ``facts.*`` and, where a
pack leaves readings open, ``readings.yaml``; ``DATA/packs/`` holds local packs. An office takes
its earlier years over from such folders (``gongkai rounds import``).
"""

from gongkai.assessment.archive.about import ABOUT, BadRound, RoundInfo
from gongkai.assessment.archive.reading import ReadRound, RoundFolders

__all__ = ["ABOUT", "BadRound", "ReadRound", "RoundFolders", "RoundInfo"]
