"""The components of every screen. Use as ``from gongkai.ui import components as ui``."""

from gongkai.ui.components.base import (
    Badge,
    Better,
    Change,
    Cluster,
    Component,
    Indent,
    Link,
    Meter,
    Query,
    Stack,
    Tone,
    Value,
)
from gongkai.ui.components.chart import Chart, ChartKind, Reference, Series
from gongkai.ui.components.forms import (
    ErrorItem,
    ErrorSummary,
    Field,
    FieldKind,
    FilterBar,
    Option,
)
from gongkai.ui.components.navigation import (
    Breadcrumb,
    Pagination,
    Step,
    Steps,
    StepState,
    Tab,
    Tabs,
)
from gongkai.ui.components.query import link_with
from gongkai.ui.components.table import Column, Phone, Row, Sort, Table
from gongkai.ui.components.text import Empty, Figure, Figures, Notice, Summary, SummaryRow
from gongkai.ui.components.tree import Tree, TreeNode

__all__ = [
    "Badge",
    "Better",
    "Breadcrumb",
    "Change",
    "Chart",
    "ChartKind",
    "Cluster",
    "Column",
    "Component",
    "Empty",
    "ErrorItem",
    "ErrorSummary",
    "Field",
    "FieldKind",
    "Figure",
    "Figures",
    "FilterBar",
    "Indent",
    "Link",
    "Meter",
    "Notice",
    "Option",
    "Pagination",
    "Phone",
    "Query",
    "Reference",
    "Row",
    "Series",
    "Sort",
    "Stack",
    "Step",
    "StepState",
    "Steps",
    "Summary",
    "SummaryRow",
    "Tab",
    "Table",
    "Tabs",
    "Tone",
    "Tree",
    "TreeNode",
    "Value",
    "link_with",
]
