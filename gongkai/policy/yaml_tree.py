"""YAML as positioned nodes, read event by event.

Events instead of PyYAML's own node graph: its composer calls itself once per level and brings the
whole process down on a file of brackets; here the depth is counted before it can hurt.
"""

import re
from collections.abc import Iterator

import yaml

from gongkai.policy.nodes import MAX_DEPTH, Branch, Leaf, Node, Row, has_surrogate
from gongkai.policy.problems import Place, Problem, ProblemsError

# CSafeLoader is several times faster; where libyaml is absent the pure loader gives the same tree.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL_TAG = "tag:yaml.org,2002:null"
_NULLS = {"", "~", "null", "Null", "NULL"}
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HINTS = {
    "found character '\\t'": "缩进不能用制表符，请改用空格",
    "found character that cannot start any token": "这里的字符要加引号；缩进不能用制表符",
    "mapping values are not allowed": "冒号位置不对：文字里含冒号时请加引号",
    "could not find expected ':'": "这里缺少冒号",
    "did not find expected": "括号、引号或缩进没有配对",
    "found undefined alias": "不支持 YAML 锚点和别名（&、*），星号开头的文字请加引号",
    "found unexpected end of stream": "文件没有写完，引号没有配对",
    "found unknown escape character": "双引号里的反斜杠要写两个，或改用单引号",
    "found a tab character": "缩进不能用制表符，请改用空格",
}


class _Builder:
    """Turns YAML events into our nodes, collecting what is wrong on the way."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.escapes = "\\u" in text or "\\U" in text
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)

    def complain(self, place: Place, code: str, message: str) -> None:
        self.problems.append(Problem(place, code, message))

    def document(self) -> Node | None:
        """Return the one document of the stream, or None where there is none."""
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.complain(self.place(event), "Y-SYNTAX", "一个文件只能有一份内容（---）")
                    break
                root = self.node(next(self.events), 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        place = self.place(event)
        if depth > MAX_DEPTH:
            self.complain(place, "Y-DEPTH", f"嵌套超过 {MAX_DEPTH} 层")
            raise ProblemsError(self.problems)
        if isinstance(event, yaml.ScalarEvent):
            return self.leaf(event, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self.branch(place, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.row(place, depth)
        self.complain(place, "Y-ALIAS", "不支持 YAML 锚点和别名（&、*），请把内容写出来")
        return Leaf(place, None)

    def leaf(self, event: yaml.ScalarEvent, place: Place) -> Leaf:
        text = str(event.value)
        if self.escapes and has_surrogate(text):
            self.complain(place, "Y-SYNTAX", "含有不完整的字符（\\ud800 一类）")
            return Leaf(place, None)
        plain = not event.style and event.tag is None
        null = event.tag == _NULL_TAG or (plain and text in _NULLS)
        return Leaf(place, None if null else text, event.style in {"'", '"'})

    def row(self, place: Place, depth: int) -> Row:
        row = Row(place)
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            row.items.append(self.node(event, depth + 1))
        return row

    def branch(self, place: Place, depth: int) -> Branch:
        branch = Branch(place)
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key_node = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(event, yaml.ScalarEvent):
                self.complain(key_node.place, "Y-KEY", "键必须是一个词")
                continue
            key = str(event.value)
            if key in branch.entries:
                first = branch.keys[key]
                message = f"键“{key}”重复，第一次在第 {first.line} 行"
                self.complain(key_node.place, "Y-DUP", message)
                continue
            branch.entries[key] = value
            branch.keys[key] = key_node.place
        return branch


def parse_yaml(text: str, name: str, problems: list[Problem] | None = None) -> Node:
    """Parse YAML text safely.

    Duplicate keys and aliases leave a readable tree: they are noted in ``problems`` where that is
    given, else raised together as :class:`ProblemsError`. The one place where the text stops being
    YAML or goes too deep is always raised.
    """
    _refuse_control_characters(text, name)
    builder = _Builder(text, name)
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        builder.complain(place, "Y-SYNTAX", _syntax_message(error))
        raise ProblemsError(builder.problems) from error
    except yaml.YAMLError as error:
        builder.complain(Place(name, 1, 1), "Y-SYNTAX", "不是合法的 YAML 文本")
        raise ProblemsError(builder.problems) from error
    if builder.problems and problems is None:
        raise ProblemsError(builder.problems)
    if problems is not None:
        problems += builder.problems
    if node is None:
        raise ProblemsError([Problem(Place(name, 1, 1), "Y-EMPTY", "文件是空的")])
    return node


def _refuse_control_characters(text: str, name: str) -> None:
    match = _NOT_TEXT.search(text)
    if match is None:
        return
    before = text[: match.start()]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = f"含有不能出现的字符 U+{ord(match[0]):04X}，请删去"
    raise ProblemsError([Problem(Place(name, line, column), "Y-SYNTAX", message)])


def _syntax_message(error: yaml.MarkedYAMLError) -> str:
    said = " ".join((error.problem or error.context or "无法解析").split())
    mend = next((hint for start, hint in _HINTS.items() if said.startswith(start)), "")
    return f"不是合法的 YAML：{mend or said}"
