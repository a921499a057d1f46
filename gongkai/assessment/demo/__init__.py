"""A fictional county to look at: 示例县, eleven bureaus, eight townships, three enterprises.

Everything is made by a seeded generator, so everybody sees the same county; nobody in it exists.
"""

from gongkai.assessment.demo.county import write_demo

__all__ = ["write_demo"]
