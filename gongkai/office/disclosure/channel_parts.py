"""What the screens of channels share: words for channels and counts, the tabs of the views."""

from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.disclosure import rulebook
from gongkai.office.disclosure.sections import sections
from gongkai.policy.disclosure import Channel, ChannelKind
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.disclosure.models import ChannelPublication

KINDS: Final = {
    ChannelKind.ONLINE: gettext_lazy("网络"),
    ChannelKind.MEDIA: gettext_lazy("媒体"),
    ChannelKind.PLACE: gettext_lazy("场所"),
    ChannelKind.PRINT: gettext_lazy("资料"),
    ChannelKind.MEETING: gettext_lazy("会议"),
    ChannelKind.PERSON: gettext_lazy("当面"),
}


def channel(channel_id: str) -> Channel | None:
    """Return a channel; ``None`` where the pack has dropped it since it was recorded."""
    return next((one for one in rulebook.pack().channels if one.id == channel_id), None)


def channel_title(channel_id: str) -> str:
    """Return what a channel is called; one the pack has dropped stays an id."""
    found = channel(channel_id)
    return found.title if found is not None else channel_id


def channel_choices() -> list[tuple[str, str]]:
    """Return the channels to choose from, in the order of the pack."""
    return [(one.id, one.title) for one in rulebook.pack().channels]


def counted(channel_id: str, count: int) -> str:
    """Return a count in the measure of its channel: 3 期."""
    found = channel(channel_id)
    return f"{count} {found.counted_in}" if found is not None else str(count)


def record_badge(record: "ChannelPublication") -> ui.Badge:
    """Return the badge of a record."""
    if record.voided_at is not None:
        return ui.Badge(gettext("已作废"))
    return ui.Badge(gettext("有效"), ui.Tone.GOOD)


def evidence_link(record: "ChannelPublication") -> ui.Link | None:
    """Return the way to the evidence of a record, where it has any."""
    if record.evidence_id is None:
        return None
    return ui.Link(record.evidence_name, reverse("channel-evidence", args=[record.pk]))


def frame(request: HttpRequest, current: str) -> dict[str, object]:
    """Return what the views of channels share: the tabs."""
    views = (("channels", gettext("登记")), ("channel-figures", gettext("统计")))
    return {
        "sections": sections(request, "channels"),
        "views": ui.Tabs(
            gettext("公开渠道的看法"),
            tuple(ui.Tab(title, reverse(name), current=name == current) for name, title in views),
        ),
    }
