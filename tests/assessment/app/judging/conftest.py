"""Somebody at the scoring desk of a running round."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import Bench


@pytest.fixture
def bench(board: Board) -> Bench:
    """A round of demonstration sites in which 李四 scores."""
    return Bench.set_up(board)


LEVELS = """\
pack: {id: dangci, version: 1.0.0, title: 分档示例, period: year}
rubric:
  points: 10
  dimensions:
    - id: site
      title: 网站
      points: 10
      cite: xx#1
      items:
        - id: site.look
          title: 栏目
          points: 10
          method: levels
          cite: xx#1
          levels:
            - {id: good, title: 好, points: 10}
            - {id: fair, title: 一般, points: 5}
            - {id: poor, title: 差, points: 0}
grades:
  - {id: pass, title: 合格, min: 6, cite: xx#1}
  - {id: fail, title: 不合格, min: 0, cite: xx#1}
"""
SOURCES = """\
xx: {title: 分档示例办法, file: xx.txt, anchors: ["1"]}
"""


@pytest.fixture
def level_pack() -> str:
    """A local pack whose one item is judged by levels."""
    folder = Path(settings.GONGKAI_DATA) / "packs" / "dangci"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(LEVELS, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return "dangci"
