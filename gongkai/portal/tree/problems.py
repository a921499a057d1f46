"""What can go wrong with the tree of pages. Messages are for the people who run the portal."""

from pathlib import Path


class TreeError(Exception):
    """Something about the tree of pages that a person has to mend."""


class AddressError(TreeError):
    """An address that cannot stand for a page; nothing was written."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"页面地址“{address}”不可用：{why}。")
        self.address = address


class ContentError(TreeError):
    """Content that does not fit its address or its hash; nothing was written."""


class TreeBusyError(TreeError):
    """Another process is writing, longer than one is willing to wait."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"门户页面目录 {root} 正由其他进程写入，请稍后再试。")


class RebuildRefusedError(TreeError):
    """The comparison with the pages in use was not accepted; those stay in use."""
