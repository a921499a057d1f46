"""Words of the trade explained where they stand, each in a sentence anybody understands.

A screen that uses one places ``{% ui_terms "pack reading" %}``: a line that unfolds without
scripts. A name that is not here is a mistake of the template and raises.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.ui import components as ui

_Words = str | Promise
TERMS: Final[dict[str, tuple[_Words, _Words]]] = {
    "pack": (
        _("规则包"),
        _("一份考核办法写成系统能计算的样子：有哪些项目、各多少分、怎样定等，每条都注明原文出处。"),
    ),
    "reading": (
        _("口径"),
        _("办法原文没有写明、可以有几种理解的地方，选定其中一种并写明理由，对所有单位一样。"),
    ),
    "preview": (
        _("试合成"),
        _("用现在已有的得分先算出总分和等次看一看。还没有审定，得分一变，结果跟着变。"),
    ),
    "what_if": (_("试算"), _("改一改口径、权重或分数，看结果会怎样变。只看，不保存。")),
    "composition": (_("合成"), _("各部分得分乘以权重再相加，得出总分。")),
    "quota": (
        _("名额"),
        _("办法限定某个等次最多占几成。达到分数的超过名额时，按名次先后取。"),
    ),
    "checksum": (
        _("校验值"),
        _("由内容算出的一串字符。内容改动一个字，它就完全不同，用来核对内容没有被改过。"),
    ),
    "seed": (
        _("种子"),
        _("抽取时用的一个号码，事先谁也不知道，例如当天的开奖号码。名单加种子，谁算都一样。"),
    ),
    "draw": (
        _("抽取"),
        _("先固定名单，再当着见证人用种子抽出受检单位，任何人都能照样算一遍。"),
    ),
    "indicator": (
        _("指标"),
        _("系统按公开事项、公开任务和工作台账算出的比率，每个数字都能看到背后的记录。"),
    ),
    "fraction": (
        _("分子、分母"),
        _("分母是应当做的件数，分子是其中做到的件数；分子除以分母就是比率。"),
    ),
    "evidence": (
        _("佐证"),
        _("证明做过的材料：已公开的事项、台账记录、文件，或者写明存放在哪里。"),
    ),
    "inapplicable": (
        _("不适用"),
        _("本单位没有这项业务，例如没有办事窗口。要写明理由，由考核办公室决定。"),
    ),
    "ledger": (
        _("工作台账"),
        _("平时登记的会议、培训、检查、宣传等，填自评时可以直接用作佐证。"),
    ),
    "looked": (_("看过"), _("看过材料，没有要扣分的。看过才算评完，随时可以取消。")),
    "spread": (
        _("差距"),
        _("几个人对同一单位打的分相差多少，或者自评与他评相差多少。差得多的要核对。"),
    ),
    "blind": (_("独立评分"), _("评分时看不到别人打的分，避免互相影响。")),
}
"""The words by name: how each is written, and what it means."""


def terms(names: str) -> ui.Details:
    """Return the line that explains some words, by their names separated by spaces.

    Raises:
        KeyError: no such word.
    """
    known = [TERMS[name] for name in names.split()]
    listed = gettext("、").join(str(word) for word, _meaning in known)
    return ui.Details(
        gettext("名词解释：%(words)s") % {"words": listed},
        ui.Summary.of(*((str(word), str(meaning)) for word, meaning in known)),
    )
