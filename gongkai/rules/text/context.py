"""What stands around a number decides what it is: labels, units, the line of a contact."""

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"[\n。;!?\u2028\u2029]")
_WINDOW = 120
_NEAR = 18

_OFFICE = re.compile(
    r"联系(?:电话|人|方式)|(?:咨询|监督|举报|投诉|服务|办公|值班|受理|查询|报名|求助|应急|报警)"
    r"(?:电话|热线)|电\s*话|传\s*真|热线|总机|办公(?:地点|地址|时间|室)|地\s*址|地点|邮\s*编|邮政编码"
    r"|电子(?:邮箱|信箱|邮件)|邮\s*箱|网\s*址"
)
_PRIVATE = re.compile(
    r"家庭|住宅|宅电|本人|户主|姓\s*名|身份证|户籍|现住|住\s*址|家住|持有人|患者|学生|家长|监护人"
    r"|手机|残疾|贫困|低保|困难|当事人|被处罚人|村民"
)
# Numbers of eleven digits and more: no thousands to group, no list of persons that long.
_AMOUNT_AFTER = re.compile(
    r"\s?(?:万|亿|千)?(?:元|美元|欧元|港元|平方|立方|公斤|千克|吨|千瓦|公顷|亩|米|%)"
    r"|\.[0-9]{1,2}(?![0-9.])"
)
_AMOUNT_BEFORE = re.compile(r"(?:[¥$]\s?|(?<![0-9])0\.|人民币\s?|金额\s*:?\s*)$")
_AMOUNT_LABEL = re.compile(
    r"金额|元\)?$|合计|总额|收入|支出|产值|面积|数量|预算|决算|单价|总价|价格|价款"
)
_SERIAL = re.compile(
    r"(?:编号|编码|代码|案号|文号|字号|批号|登记号|注册号|条码|序列号|许可证号?|证书号|流水号|单号|索引号)"
    r"\s*[:(]?\s*$"
)
_ADDRESS_PART = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff]*$")


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of one span of a normalised text; ``label`` is the head of its column."""

    before: str
    after: str
    line: str
    label: str

    @property
    def office(self) -> bool:
        """Whether this is the contact line of an office, with nothing private in it."""
        said = f"{self.label} {self.line}"
        return _OFFICE.search(said) is not None and _PRIVATE.search(said) is None

    @property
    def private(self) -> bool:
        """Whether words of a private person's life stand on the line."""
        return _PRIVATE.search(f"{self.label} {self.line}") is not None

    @property
    def amount(self) -> bool:
        """Whether the digits are money or a quantity."""
        return (
            _AMOUNT_AFTER.match(self.after) is not None
            or _AMOUNT_BEFORE.search(self.before) is not None
            or (_AMOUNT_LABEL.search(self.label) is not None and not self.private)
        )

    @property
    def serial(self) -> bool:
        """Whether the digits are the number of a thing: a project, a permit, a case."""
        return _SERIAL.search(self.before) is not None or _SERIAL.search(self.label) is not None

    @property
    def in_word(self) -> bool:
        """Whether Latin letters touch the digits, as in the serial numbers of things."""
        touching = self.before[-1:] + self.after[:1]
        return any(letter.isascii() and letter.isalpha() for letter in touching)

    @property
    def in_url(self) -> bool:
        """Whether the digits are part of an address on the web."""
        return _ADDRESS_PART.search(self.before) is not None

    def labelled(self, words: str) -> bool:
        """Whether one of the words (a pattern) stands just before, or heads the column."""
        near = self.before[-_NEAR:]
        return re.search(words, near) is not None or re.search(words, self.label) is not None


def around(text: str, start: int, end: int, label: str = "") -> Around:
    """Return the surroundings of ``text[start:end]``, never more than a line to either side."""
    left, right = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    ends = [match.end() for match in _LINE_END.finditer(text, left, start)]
    begin = ends[-1] if ends else left
    stop = _LINE_END.search(text, end, right)
    finish = stop.start() if stop else right
    return Around(text[begin:start], text[end:finish], text[begin:finish], label)
