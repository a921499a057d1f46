"""Excel as a way into the policy layer: sound reading of any workbook, and rubrics in Excel."""

from gongkai.policy.workbook.pack_reading import pack_tree
from gongkai.policy.workbook.pack_writing import pack_template, pack_workbook
from gongkai.policy.workbook.yaml_text import tree_to_yaml, workbook_to_yaml

__all__ = ["pack_template", "pack_tree", "pack_workbook", "tree_to_yaml", "workbook_to_yaml"]
