"""What can be recorded at a site: words, and which fields its form has."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. ``title`` is what it is usually called; ``hint`` helps with the text."""

    name: str
    action: Promise
    title: Promise
    text: Promise
    hint: Promise | str = ""
    notice: bool = False
    decides: bool = False


KINDS: Final[dict[str, Kind]] = {
    one.name: one
    for one in (
        Kind(
            "plan",
            gettext_lazy("登记建设方案"),
            gettext_lazy("示范点建设方案"),
            gettext_lazy("主要内容（可不填）"),
            gettext_lazy("方案修改后再登记一次，以最近一次为准。"),
        ),
        Kind(
            "training",
            gettext_lazy("登记培训"),
            gettext_lazy("示范点业务培训"),
            gettext_lazy("培训内容（可不填）"),
        ),
        Kind(
            "visit",
            gettext_lazy("登记现场指导"),
            gettext_lazy("示范点现场指导"),
            gettext_lazy("看到的情况（可不填）"),
            gettext_lazy("只有本机关和示范点看到，不对外公布。"),
        ),
        Kind(
            "exchange",
            gettext_lazy("登记座谈交流"),
            gettext_lazy("示范点工作座谈交流"),
            gettext_lazy("交流内容（可不填）"),
        ),
        Kind(
            "commend",
            gettext_lazy("登记表彰"),
            gettext_lazy("考评合格，通报表彰"),
            gettext_lazy("说明（可不填）"),
            gettext_lazy("名称和文号向社会公布，说明不公布。"),
            notice=True,
            decides=True,
        ),
        Kind(
            "rectify",
            gettext_lazy("责令整改"),
            gettext_lazy("考评为基本合格，责令整改"),
            gettext_lazy("整改要求"),
            decides=True,
        ),
        Kind(
            "mended",
            gettext_lazy("登记完成整改"),
            gettext_lazy("整改完成"),
            gettext_lazy("核查情况（可不填）"),
        ),
        Kind(
            "revoke",
            gettext_lazy("取消资格"),
            gettext_lazy("取消示范点资格"),
            gettext_lazy("取消的理由（向社会公布）"),
            gettext_lazy("写清事实和依据，不写涉及个人的内容。"),
            notice=True,
            decides=True,
        ),
    )
}
