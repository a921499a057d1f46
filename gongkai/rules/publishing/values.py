"""Words shared by all rules of publishing: states of an edition, of a page, and attributes."""

from enum import StrEnum


class EditionState(StrEnum):
    """Where an edition (版本) stands in its workflow."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    LIVE = "live"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _EDITION_LABELS[self]


_EDITION_LABELS = {
    EditionState.DRAFT: "起草",
    EditionState.IN_REVIEW: "审核中",
    EditionState.APPROVED: "已批准，待发布",
    EditionState.SCHEDULED: "定时发布",
    EditionState.LIVE: "已发布",
    EditionState.SUPERSEDED: "已被新版替代",
    EditionState.DISCARDED: "已作废",
}


class Availability(StrEnum):
    """What an address on the portal answers (页面状态). Not a statement on legal validity."""

    UNPUBLISHED = "unpublished"
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    REDIRECTED = "redirected"
    GONE = "gone"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _AVAILABILITY_LABELS[self]


_AVAILABILITY_LABELS = {
    Availability.UNPUBLISHED: "未发布",
    Availability.LIVE: "已发布",
    Availability.WITHDRAWN: "已撤下",
    Availability.REDIRECTED: "已跳转",
    Availability.GONE: "已删除",
}


class Attribute(StrEnum):
    """To whom an item is open (公开属性); decided when the document is drafted."""

    PUBLIC = "public"
    ON_REQUEST = "on_request"
    INTERNAL = "internal"
    WITHHELD = "withheld"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _ATTRIBUTE_LABELS[self]


_ATTRIBUTE_LABELS = {
    Attribute.PUBLIC: "主动公开",
    Attribute.ON_REQUEST: "依申请公开",
    Attribute.INTERNAL: "内部公开",
    Attribute.WITHHELD: "不予公开",
}
