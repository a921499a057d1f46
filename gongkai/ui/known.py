"""Words of the rules and of packs in the language of the screen, as far as they are known.

Rules and packs speak the language of the law and know of no other. What states, grades and posts
are called is a closed list, so a screen in English can say them; a title nobody listed stays as the
pack has it.
"""

from typing import Final

from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop

_KNOWN: Final = frozenset(
    {
        # Editions, pages, attributes, validity (rules.publishing).
        gettext_noop("起草"),
        gettext_noop("审核中"),
        gettext_noop("已批准，待发布"),
        gettext_noop("定时发布"),
        gettext_noop("已发布"),
        gettext_noop("已被新版替代"),
        gettext_noop("已作废"),
        gettext_noop("未发布"),
        gettext_noop("已撤下"),
        gettext_noop("已跳转"),
        gettext_noop("已删除"),
        gettext_noop("主动公开"),
        gettext_noop("依申请公开"),
        gettext_noop("内部公开"),
        gettext_noop("不予公开"),
        gettext_noop("不适用"),
        gettext_noop("尚未生效"),
        gettext_noop("有效"),
        gettext_noop("已修改"),
        gettext_noop("已失效"),
        gettext_noop("已废止"),
        gettext_noop("内容有误"),
        gettext_noop("泄露个人信息"),
        gettext_noop("保密审查不通过"),
        gettext_noop("损害第三方合法权益"),
        gettext_noop("公开属性改变"),
        gettext_noop("重复发布"),
        gettext_noop("并入其他页面"),
        gettext_noop("生效裁判或复议决定要求"),
        # Bundles, reviewers, duties.
        gettext_noop("准备中"),
        gettext_noop("全部已批准"),
        gettext_noop("已同时发布"),
        gettext_noop("部分已发布"),
        gettext_noop("发布失败"),
        gettext_noop("本单位"),
        gettext_noop("上级主管单位"),
        gettext_noop("政务公开办"),
        gettext_noop("领导小组"),
        gettext_noop("保密工作机构"),
        gettext_noop("未到时间"),
        gettext_noop("待公开"),
        gettext_noop("即将到期"),
        gettext_noop("已逾期"),
        gettext_noop("已按时公开"),
        gettext_noop("逾期后公开"),
        gettext_noop("无需公开"),
        # Flow charts, comparison.
        gettext_noop("开始"),
        gettext_noop("步骤"),
        gettext_noop("判断"),
        gettext_noop("结束"),
        # Rounds, reports, orders, appeals, sites.
        gettext_noop("进行中"),
        gettext_noop("已审定"),
        gettext_noop("已通报"),
        gettext_noop("已办结"),
        gettext_noop("已取消"),
        gettext_noop("未开始"),
        gettext_noop("已结束"),
        gettext_noop("填写中"),
        gettext_noop("待签发"),
        gettext_noop("已报送"),
        gettext_noop("退回补充"),
        gettext_noop("草稿"),
        gettext_noop("待签收"),
        gettext_noop("整改中"),
        gettext_noop("报告待签发"),
        gettext_noop("待核查"),
        gettext_noop("退回整改"),
        gettext_noop("已撤销"),
        gettext_noop("待受理"),
        gettext_noop("复核中"),
        gettext_noop("已决定，待更正"),
        gettext_noop("更正中"),
        gettext_noop("已决定"),
        gettext_noop("不予受理"),
        gettext_noop("已撤回"),
        gettext_noop("未报方案"),
        gettext_noop("建设中"),
        gettext_noop("考评结果待处理"),
        gettext_noop("已取消资格"),
        # Grades.
        gettext_noop("优秀"),
        gettext_noop("良好"),
        gettext_noop("合格"),
        gettext_noop("基本合格"),
        gettext_noop("不合格"),
        gettext_noop("达标"),
        gettext_noop("不达标"),
    }
)


def is_known(words: str) -> bool:
    """Whether words of the rules or of a pack are on the list."""
    return words in _KNOWN


def in_language(words: str) -> str:
    """Return words of the rules or of a pack in the language of the screen, else as they are."""
    return gettext(words) if is_known(words) else words


in_language_lazy = lazy(in_language, str)
"""The same for what is written down before there is a screen: the choices of a column."""
