"""The table of endpoints. Addresses, parameters, the OpenAPI document and the page come from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponseBase

from gongkai.api import assessments, items, places, registers, searching
from gongkai.api import parameters as p

JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address. ``path`` is below ``/api/``; a ``{name}`` in it is handed to ``answer``.

    ``schema`` names the shape of a JSON answer; a file has none. ``problems`` lists the states
    besides 200, 304 and 400 it may answer with.
    """

    id: str
    path: str
    title: str
    answer: Callable[..., HttpResponseBase]
    parameters: tuple[p.Parameter, ...] = ()
    media: str = JSON
    schema: str = ""
    problems: tuple[int, ...] = ()


_FILTERS: Final = (
    *(p.COLUMN, p.UNIT, p.TYPE, p.YEAR, p.MONTH),
    *(p.VALIDITY, p.UPDATED_SINCE, p.ORDER),
)


def _files(
    name: str,
    title: str,
    csv: Callable[..., HttpResponseBase],
    xlsx: Callable[..., HttpResponseBase],
    parameters: tuple[p.Parameter, ...] = (),
) -> tuple[Endpoint, Endpoint]:
    """A list of a few hundred rows at most as CSV and as an Excel file."""
    return (
        Endpoint(
            f"{name}_csv", f"{name}.csv", f"{title}，CSV（UTF-8）", csv, parameters, "text/csv"
        ),
        Endpoint(f"{name}_xlsx", f"{name}.xlsx", f"{title}，Excel", xlsx, parameters, items.XLSX),
    )


ENDPOINTS: Final = (
    Endpoint(
        "items",
        "items",
        "公开信息列表，分批读取；读取中途有新公开的，不会漏也不会重",
        items.items,
        (*_FILTERS, p.LIMIT, p.CURSOR),
        schema="Items",
    ),
    Endpoint(
        "item",
        "items/{key}",
        "一条公开信息的全部内容，与其页面旁的 JSON 相同",
        items.item,
        schema="Item",
        problems=(404, 410),
    ),
    Endpoint(
        "items_csv",
        "items.csv",
        "公开信息列表，全部，CSV（UTF-8）",
        items.as_csv,
        _FILTERS,
        media="text/csv",
    ),
    Endpoint(
        "items_xlsx",
        "items.xlsx",
        f"公开信息列表，全部，Excel，至多 {items.MOST_IN_A_WORKBOOK} 条",
        items.as_xlsx,
        _FILTERS,
        media=items.XLSX,
        problems=(422,),
    ),
    Endpoint(
        "items_jsonl",
        "items.jsonl",
        "公开信息列表，全部，每行一条 JSON",
        items.as_jsonl,
        _FILTERS,
        media="application/jsonl",
    ),
    Endpoint(
        "removals",
        "removals",
        "已撤下、移走、删除的信息编号，用于同步删除",
        items.removed,
        (p.SINCE, p.LIMIT, p.CURSOR),
        schema="Removals",
    ),
    Endpoint("units", "units", "公开单位及其联系方式", places.units, schema="Units"),
    *_files("units", "公开单位及其联系方式", places.units_csv, places.units_xlsx),
    Endpoint("columns", "columns", "公开目录：各栏目", places.columns, schema="Catalogues"),
    *_files("columns", "公开目录：各栏目", places.columns_csv, places.columns_xlsx),
    Endpoint("types", "types", "体裁", places.types, schema="Types"),
    Endpoint(
        "registers",
        "registers",
        "清单和制度：有哪些，各有哪些列",
        registers.registers,
        schema="Registers",
    ),
    *_files("registers", "清单和制度", registers.registers_csv, registers.registers_xlsx),
    Endpoint(
        "register_csv",
        "registers/{register}.csv",
        "一种清单的全部条目，CSV（UTF-8），各字段各为一列",
        registers.as_csv,
        (p.UNIT,),
        media="text/csv",
        problems=(404,),
    ),
    Endpoint(
        "register_xlsx",
        "registers/{register}.xlsx",
        "一种清单的全部条目，Excel",
        registers.as_xlsx,
        (p.UNIT,),
        media=items.XLSX,
        problems=(404,),
    ),
    Endpoint(
        "register",
        "registers/{register}",
        "一种清单的条目，分批读取，含各字段",
        registers.entries,
        (p.UNIT, p.LIMIT, p.CURSOR),
        schema="Entries",
        problems=(404,),
    ),
    Endpoint(
        "results",
        "results",
        "已通报并向社会公开的考核结果：有哪些",
        assessments.results,
        schema="Results",
    ),
    *_files("results", "已公开的考核结果", assessments.results_csv, assessments.results_xlsx),
    Endpoint(
        "result_csv",
        "results/{round}.csv",
        "一次考核各单位的得分和等次，CSV（UTF-8）",
        assessments.result_csv,
        media="text/csv",
        problems=(404,),
    ),
    Endpoint(
        "result_xlsx",
        "results/{round}.xlsx",
        "一次考核各单位的得分和等次，Excel",
        assessments.result_xlsx,
        media=items.XLSX,
        problems=(404,),
    ),
    Endpoint(
        "result",
        "results/{round}",
        "一次考核的结果，与公开页面相同；更正后是更正的结果",
        assessments.result,
        schema="Result",
        problems=(404,),
    ),
    Endpoint(
        "sites",
        "sites",
        "政务公开示范点：现有的和曾有的，何时由谁确定、表彰、取消",
        assessments.sites,
        (p.UNIT,),
        schema="Sites",
    ),
    *_files("sites", "政务公开示范点", assessments.sites_csv, assessments.sites_xlsx, (p.UNIT,)),
    Endpoint(
        "search",
        "search",
        "检索，与检索页面结果相同",
        searching.find,
        (
            p.WORDS,
            p.COLUMN,
            p.UNIT,
            p.TYPE,
            p.YEAR,
            p.ANY_VALIDITY,
            p.FROM,
            p.TO,
            p.SORT,
            p.PAGE,
            p.SIZE,
        ),
        schema="Found",
        problems=(503,),
    ),
)
