"""One small scheme with every kind of item, read by the pack loader itself."""

from pathlib import Path

from gongkai.policy.cursor import Log
from gongkai.policy.library import PackFolder
from gongkai.policy.loading import build
from gongkai.policy.tree import parse_yaml
from gongkai.rules.scheme import Scheme

RUBRIC = """
pack: {id: small, version: 1.0.0, title: 示例办法}
sources:
  k: {title: 示例办法, anchors: ["1..9"]}
readings:
  deduct_step: "0.5"
  not_applicable: scale_parent
  min_answers: 30
rubric:
  points: 100
  dimensions:
    - id: org
      title: 组织
      points: 40
      cite: k#1
      items:
        - {id: org.plan, title: 工作方案, points: 30, cite: k#1}
        - id: org.grade
          title: 领导重视
          points: 10
          method: levels
          cite: k#1
          levels: [{id: good, title: 好, points: 10}, {id: poor, title: 差, points: 0}]
    - id: work
      title: 实效
      points: 60
      cite: k#2
      items:
        - {id: work.ratio, title: 办结率, points: 30, method: computed, cite: k#2,
           indicator: requests.done_ratio, full_at_least: "0.95", otherwise: deduct}
        - {id: work.voice, title: 满意度, points: 30, method: survey, survey: s, cite: k#2}
bonus:
  max: 5
  cite: k#3
  items:
    - {id: extra, title: 创新, points: 5, method: bonus, cite: k#3}
grades:
  - {id: pass, title: 合格, min: 60, cite: k#4}
  - {id: fail, title: 不合格, min: 0, cite: k#4}
overrides:
  - {id: o, on_finding: sham, title: 弄虚作假, cite: k#5}
"""

COMPONENTS = """
pack: {id: parts, version: 1.0.0, title: 示例办法}
sources:
  k: {title: 示例办法, anchors: ["1..9"]}
readings:
  quota_base: per_group
rubric:
  points: 50
  dimensions:
    - id: d
      title: 实地
      points: 50
      cite: k#1
      items: [{id: d.one, title: 台账, points: 50, cite: k#1}]
components:
  - {id: self, title: 自评, weight: 10, scorer: unit, cite: k#1}
  - {id: spot, title: 实地, weight: 50, from: rubric, max: 50, cite: k#1}
  - {id: peer, title: 互评, weight: 40, from: poll, max: 10, cite: k#1, poll: {trim_over: 5}}
grades:
  - {id: good, title: 优秀, min: 80, max_share: "0.5", overflow_to: pass, cite: k#4}
  - {id: pass, title: 合格, min: 60, cite: k#4}
  - {id: fail, title: 不合格, min: 0, cite: k#4}
"""


def scheme_of(text: str) -> Scheme:
    log = Log()
    folder = PackFolder(Path("small"), "small")
    pack = build(parse_yaml(text, "pack.yaml"), None, (), log, folder=folder)
    assert not log.errors, log.errors
    return pack.scheme
