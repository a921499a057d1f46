"""What of a unit's work may stand behind an item, guessed from the words of both.

Only offered, never decided: a person takes a hint or leaves it. Nothing here touches the database.
"""

from collections.abc import Iterable
from typing import Final

from gongkai.assessment.selfform import Question

# Words of an item or of the evidence it asks for → kinds of the ledger that show it.
_KINDS: Final = (
    ("meeting", ("会议", "研究问题", "领导重视", "领导机构", "部署")),
    ("report_heard", ("汇报", "领导重视")),
    ("training", ("培训",)),
    ("inspection", ("督查", "检查", "监察")),
    ("publicity", ("宣传", "媒体", "公报")),
    ("conference", ("发布会",)),
    ("funding", ("经费", "保障有力")),
    ("staff", ("专班", "人员", "机构健全")),
    ("supervision", ("评议", "监督", "满意", "听证")),
)
# What stands in every title and every rule says nothing about either.
_IDLE: Final = frozenset(
    {
        *("公开", "政务", "务公", "信息", "工作", "情况", "制度", "文件", "记录", "全面", "及时"),
        *("有效", "真实", "健全", "完整", "科学", "清晰", "各项", "执行", "落实", "材料", "照片"),
        *("现场", "台账", "行政", "建设", "要求", "内容", "事项", "形式", "其他", "建立", "具体"),
        *("进行", "有关", "管理", "年度"),
    }
)
_LEAST: Final = 1


def words_of(question: Question) -> str:
    """Return the words a question is known by: its title and the evidence it asks for."""
    asked = question.item.evidence if question.item is not None else ()
    return "　".join((question.title, *asked))


def kinds_for(question: Question) -> tuple[str, ...]:
    """Return the kinds of the ledger that may show an item."""
    words = words_of(question)
    return tuple(kind for kind, signs in _KINDS if any(sign in words for sign in signs))


def pairs(text: str) -> frozenset[str]:
    """Return the two-character words of a Chinese text that say something about it."""
    found = (text[at : at + 2] for at in range(len(text) - 1))
    return frozenset(two for two in found if two.isalpha() and not two.isascii()) - _IDLE


def shared(question: Question, title: str) -> frozenset[str]:
    """Return the words a question and a title have in common."""
    return pairs(words_of(question)) & pairs(title)


def best(question: Question, titles: Iterable[tuple[str, frozenset[str]]], most: int) -> list[str]:
    """Return the keys of the titles that share most with a question, best first.

    ``titles`` are keys with the words of their titles, the newest first; equals stay in order.
    """
    asked = pairs(words_of(question))
    ranked = [(len(asked & words), key) for key, words in titles]
    fitting = [(shared, key) for shared, key in ranked if shared >= _LEAST]
    fitting.sort(key=lambda one: -one[0])
    return [key for _, key in fitting[:most]]
