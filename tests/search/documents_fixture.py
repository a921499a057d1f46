"""A few documents of 示例县, and an index of them."""

from datetime import date
from pathlib import Path

from gongkai.search import Document, Index, Named, Validity

COUNTY = Named("county", "示例县人民政府")
CIVIL = Named("civil", "示例县民政局")
STATISTICS = Named("statistics", "长寿区统计局")
RELIEF = Named("relief", "社会救助")
POLICY = Named("policy", "政策文件")
NOTICE = Named("notice", "通知")


def document(key: int | str = 1, **values: object) -> Document:
    base: dict[str, object] = {
        "id": f"item-{key}",
        "title": "关于做好最低生活保障工作的通知",
        "body": "各乡镇人民政府：为做好最低生活保障工作，现将有关事项通知如下。",
        "level": "public",
        "url": f"/items/{key}/",
        "unit": CIVIL,
        "unit_path": (COUNTY,),
        "columns": (POLICY, RELIEF),
        "kind": NOTICE,
        "published_on": date(2025, 3, 1),
        "issued_on": date(2025, 2, 20),
        "validity": Validity.EFFECTIVE,
    }
    return Document(**(base | values))  # type: ignore[arg-type]


def index_of(folder: Path, *documents: Document) -> Index:
    index = Index.create(folder / "index")
    index.upsert(documents)
    return index
