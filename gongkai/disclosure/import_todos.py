"""Documents on their way into drafts, on the to-do list of who uploaded them."""

from collections.abc import Iterator

from django.utils.translation import gettext

from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.todo import Todo, TodoState
from gongkai.disclosure.queries.imports import own_imports
from gongkai.disclosure.telling import address_of


@todo.source("disclosure.imports")
def on_their_way(viewer: Viewer) -> Iterator[Todo]:
    """Yield what this person uploaded: being converted, or not imported and why."""
    for one in own_imports(viewer):
        item = one.waiting.edition.item
        yield Todo(
            title=one.waiting.name,
            href=f"{address_of(item)}import/",
            why=gettext("没有导入：%(reason)s") % {"reason": one.reason}
            if one.failed
            else gettext("正在转换，好了之后请核对导入报告"),
            state=TodoState.RETURNED_TO_ME if one.failed else TodoState.INFO,
            unit=item.unit.label,
            kind=gettext("导入"),
            key=f"import:{one.waiting.pk}",
        )
