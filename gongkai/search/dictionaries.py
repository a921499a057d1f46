"""The dictionaries by which texts are cut into words and names are known by their sounds."""

from gongkai.search.pinyin import typed_forms
from gongkai.search.words import index_words


def read_dictionaries() -> None:
    """Read them now, and not with the first document or question."""
    for use in (index_words, typed_forms):
        use("政务公开")
