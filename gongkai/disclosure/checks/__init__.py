"""Checks before submission: personal data, secrecy, wrong forms, in everything a file holds."""

from gongkai.disclosure.checks.checking import (
    check_file,
    check_pdf_text,
    check_text,
    marked_secret,
    marked_secret_docx,
    marked_secret_name,
    marked_secret_pdf,
    marked_secret_text,
)
from gongkai.disclosure.checks.masking import MASKABLE, masked_copy
from gongkai.disclosure.checks.values import FileReport, Finding

__all__ = [
    "MASKABLE",
    "FileReport",
    "Finding",
    "check_file",
    "check_pdf_text",
    "check_text",
    "marked_secret",
    "marked_secret_docx",
    "marked_secret_name",
    "marked_secret_pdf",
    "marked_secret_text",
    "masked_copy",
]
