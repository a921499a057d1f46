"""The levels of government a unit may belong to (条例 §20, §21), as packs know them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.policy import national_values as policy


class Level(models.TextChoices):
    """Whose duties a unit has: a bureau those of its government, a village those of its township.

    A village is no level of government; what sets its duties apart is its kind.
    """

    STATE = policy.Level.STATE.value, _("国家")
    PROVINCE = policy.Level.PROVINCE.value, _("省级")
    CITY = policy.Level.CITY.value, _("市级")
    COUNTY = policy.Level.COUNTY.value, _("县级")
    TOWNSHIP = policy.Level.TOWNSHIP.value, _("乡镇级")
