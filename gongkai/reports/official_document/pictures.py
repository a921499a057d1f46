"""Pictures in official documents: as large as they fit, centred, with a line below."""

from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import InvalidImageStreamError, UnrecognizedImageError
from docx.image.image import Image
from docx.shared import Mm

from gongkai.reports.official_document.fonts import BODY, Face
from gongkai.reports.official_document.page import clean, exact_lines, run
from gongkai.reports.official_document.tables import off_grid
from gongkai.reports.official_document.values import Picture

_CAPTION = Face(BODY, 24)
_PITCH = 400


def write_picture(document: Document, picture: Picture) -> None:
    """Write a picture and its line; of one that cannot be shown only the line."""
    size = _size(picture)
    if size is not None:
        added = document.add_paragraph(style="公文正文")
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
        added.paragraph_format.line_spacing = 1.0  # an exact line height would cut the picture off
        added.paragraph_format.keep_with_next = bool(picture.caption)
        added.add_run().add_picture(BytesIO(picture.data), *size)
    if picture.caption:
        line = document.add_paragraph(style="公文正文")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        exact_lines(line, _PITCH)
        off_grid(line._p)
        run(line, clean(picture.caption), _CAPTION)


def _size(picture: Picture) -> tuple[Mm, Mm] | None:
    """Return width and height within the limits, in the picture's proportions."""
    try:
        image = Image.from_blob(picture.data)
    except (UnrecognizedImageError, InvalidImageStreamError):
        return None
    wide, high = image.px_width, image.px_height
    if not wide or not high:
        return None
    scale = min(picture.width / wide, picture.height / high)
    return Mm(wide * scale), Mm(high * scale)
