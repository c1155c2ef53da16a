"""Pages that are pictures: PDF pages without readable text, PNG, JPEG and TIFF files. The extra `fatu[ocr]`.

    engine     picture → lines with confidence; the only module that knows rapidocr
    images     picture files, one picture a page            pages      a PDF page as a picture
    seals      red seals taken off the text                 ruling     ruling lines → tables
    ordering   lines → reading order, paragraphs, cells     repairs    misread signs that a grammar decides
    reading    the whole, within its limits

Nothing here imports rapidocr, numpy or cv2 before the first picture is read.
"""

from ingest.formats.ocr.reading import HINT, Scanner, describe_scan, is_installed, read_image

__all__ = ["HINT", "Scanner", "describe_scan", "is_installed", "read_image"]
