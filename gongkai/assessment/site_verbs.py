"""What the events of demonstration sites are called. Imported by the app when it is ready."""

from django.utils.translation import gettext_lazy as _

from gongkai.core.verbs import register

_SITES = (
    (
        "site.designate",
        _("确定示范点"),
        _("%(title)s（%(number)s）确定%(level)s示范点 %(count)s 个"),
    ),
    ("site.record", _("登记示范点"), _("%(title)s：登记%(kind)s“%(name)s”（%(on)s）")),
    ("site.evaluate", _("记入示范点考评结果"), _("“%(title)s”的结果记入示范点 %(count)s 个")),
    ("site.void_event", _("作废示范点记录"), _("%(title)s：作废%(kind)s“%(name)s”：%(reason)s")),
    ("site.void", _("作废示范点"), _("作废“%(title)s”的示范点登记：%(reason)s")),
)
for _name, _title, _sentence in _SITES:
    register(_name, _title, _sentence)
register(
    "bulletin.issue",
    _("印发月度通报"),
    _("印发“%(title)s”（%(number)s），单位 %(units)s 个，校验值 %(hash)s"),
)
register("selfcheck.save", _("填写乡镇自查"), _("填写“%(title)s”%(year)s 年的自查"))
register("selfcheck.sign", _("签发乡镇自查"), _("签发“%(title)s”%(year)s 年的自查报告"))
