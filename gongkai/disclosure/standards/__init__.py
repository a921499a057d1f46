"""Standard catalogues (基层政务公开标准目录) from Excel, as disclosure packs."""

from gongkai.disclosure.standards.importing import ReadStandard, read_standard, write_standard
from gongkai.disclosure.standards.rows import StandardRow

__all__ = ["ReadStandard", "StandardRow", "read_standard", "write_standard"]
