"""A document as a tree of positioned nodes, whatever it was written in.

YAML, JSON and Excel all become the same three node kinds, each knowing its place, so one validator
serves them all and every message names a line and column, a JSON path, or a cell.
"""

from pathlib import Path

from gongkai.policy.json_tree import parse_json
from gongkai.policy.nodes import MAX_DEPTH, Branch, Leaf, Node, Row
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.yaml_tree import parse_yaml

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Branch",
    "Leaf",
    "Node",
    "Row",
    "parse_json",
    "parse_yaml",
    "read_text",
    "read_tree",
]

MAX_BYTES = 64 * 1024 * 1024


def read_text(path: Path, name: str | None = None) -> str:
    """Read a UTF-8 text file, refusing what cannot be one, with a message that names the mend.

    Never reads more than :data:`MAX_BYTES`, so a device or a pipe without end is refused too.
    """
    shown = name or str(path)
    place = Place(shown, 1, 1)
    content = _content(path, place)
    if len(content) > MAX_BYTES:
        raise ProblemsError([Problem(place, "F-SIZE", "文件超过 64 MB，请按组拆成几个文件")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "不是 UTF-8 文本；若是 GB18030（GBK）编码，请另存为 UTF-8"
        raise ProblemsError([Problem(Place(shown, line, 1), "F-ENCODING", message)]) from None


def _content(path: Path, place: Place) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        code, message = "F-DIR", "这是文件夹，不是文件"
    except FileNotFoundError:
        code, message = "F-MISSING", "文件不存在"
    except PermissionError:
        code, message = "F-ACCESS", "没有读取权限"
    except (OSError, ValueError) as error:
        code, message = "F-READ", f"读不出来：{getattr(error, 'strerror', None) or error}"
    raise ProblemsError([Problem(place, code, message)])


def read_tree(path: Path, name: str | None = None, problems: list[Problem] | None = None) -> Node:
    """Read a ``.yaml``, ``.yml`` or ``.json`` file into positioned nodes.

    Where ``problems`` is given, what leaves a readable tree (a duplicate key) is noted there, so
    that the rest of the file is checked in the same run.
    """
    text = read_text(path, name)
    if path.suffix.lower() == ".json":
        return parse_json(text, name or str(path))
    return parse_yaml(text, name or str(path), problems)
