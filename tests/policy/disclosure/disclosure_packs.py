"""Small disclosure packs written to a folder, and what the loader says of them."""

from pathlib import Path

from gongkai.policy.disclosure import DisclosurePack, load_disclosure
from gongkai.policy.library import Library
from gongkai.policy.problems import ProblemsError

SOURCES = """
sources:
  k: {title: 示例规定, anchors: ["1..9"]}
"""
PARTS = """
channels:
  - {id: web, title: 网站, kind: online, cite: k#1}
timing:
  - {id: soon, title: 及时, kind: within, term: {working_days: 5}, prompt: true, cite: k#2}
  - {id: legal, title: 法定, kind: within, term: {limit: disclosure.limit}, warn_days: 7, cite: k#2}
chains:
  - id: usual
    title: 通用
    cite: k#3
    steps:
      - {id: secrecy, title: 保密审查, act: secrecy, permission: disclosure.secrecy}
      - {id: final, title: 终审, act: approve, permission: disclosure.final_review}
content_types:
  - id: notice
    title: 通知
    cite: k#4
    common: [body]
    fields:
      - {id: until, title: 截止, kind: date, required: true}
"""
CATALOGUES = """
catalogues:
  - id: main
    title: 目录
    cite: k#5
    channels: [web]
    timing: [legal]
    nodes:
      - id: group
        title: 一类
        levels: [county]
        cite: k#6
        nodes:
          - {id: group.a, title: 甲, content_types: [notice]}
          - {id: group.b, title: 乙, timing: [soon], channels: []}
defaults:
  chain: usual
"""
HEAD = "pack: {id: base, kind: disclosure, version: 1.0.0, title: 示例规则}\n"
OPEN = 'open: ["timing.*.term", "nodes.*.timing"]\n'
BASE = HEAD + OPEN + SOURCES + PARTS + CATALOGUES


def put(folder: Path, name: str, text: str) -> None:
    """Write a pack into a folder of packs."""
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "pack.yaml").write_text(text, encoding="utf-8")


def load(folder: Path, name: str = "base", text: str = BASE) -> DisclosurePack:
    """Write a pack and load it."""
    put(folder, name, text)
    return load_disclosure(name, Library(folder))


def problems(folder: Path, text: str, name: str = "base") -> list[str]:
    """Return what is wrong with a pack: ``line CODE``."""
    try:
        load(folder, name, text)
    except ProblemsError as error:
        return [f"{problem.place.line} {problem.code}" for problem in error.problems]
    return []


def codes(folder: Path, text: str, name: str = "base") -> list[str]:
    """Return the codes of what is wrong with a pack."""
    return [entry.partition(" ")[2] for entry in problems(folder, text, name)]
