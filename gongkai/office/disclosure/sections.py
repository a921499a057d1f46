"""The row of tabs that leads through the screens of disclosure."""

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.core.access import viewer
from gongkai.ui import components as ui

# Address, title, the permission it needs.
_SECTIONS: Final = (
    ("items", gettext_lazy("公开事项"), "disclosure.view"),
    ("bundles", gettext_lazy("发布组合"), "disclosure.view"),
    ("duties", gettext_lazy("公开任务"), "disclosure.view"),
    ("matters", gettext_lazy("分阶段事项"), "disclosure.view"),
    ("changes", gettext_lazy("修改请求"), "disclosure.view"),
    ("undisclosed", gettext_lazy("不公开的信息"), "disclosure.view"),
    ("plans", gettext_lazy("年度计划"), "disclosure.view"),
    ("registers", gettext_lazy("清单和制度"), "disclosure.view"),
    ("channels", gettext_lazy("公开渠道"), "disclosure.view"),
    ("outgoing", gettext_lazy("对外推送"), "disclosure.channels"),
)


def sections(request: HttpRequest, current: str) -> ui.Tabs:
    """Return the tabs this person may open, the present one marked."""
    asker = viewer(request)
    return ui.Tabs(
        gettext("主动公开"),
        tuple(
            ui.Tab(str(title), reverse(name), current=name == current)
            for name, title, permission in _SECTIONS
            if asker.may(permission)
        ),
    )
