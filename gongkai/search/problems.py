"""What can be wrong with an index; every message says what to do."""

import errno


class SearchError(Exception):
    """Something about the index; the message is for people."""


class IndexUnusableError(SearchError):
    """There is no index, or it is damaged, or of another format. One rebuild mends all three."""

    def __init__(self, folder: object, reason: str) -> None:
        super().__init__(
            f"检索索引 {folder} 无法使用：{reason}。请重建检索索引，文档数据不受影响。"
        )
        self.reason = reason


class IndexFullError(SearchError):
    """The disk is full: nothing was written, and what the index holds is still found."""

    errno = errno.ENOSPC

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"检索索引 {folder} 写不进去：磁盘已满。请清理或扩容磁盘后再试，原有索引照常使用。"
        )


class IndexBusyError(SearchError):
    """Another process is writing for longer than anybody should wait."""


class RebuildRefusedError(SearchError):
    """The new index lacks too much of the old one; the old one stays in use."""
