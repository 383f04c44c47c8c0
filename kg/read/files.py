"""The door: files and folders in, documents out."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read import text
from kg.read.encodings import declared, decode

# Dense text takes some 500 bytes of memory a byte; a larger file is no document but a corpus: cut it first.
MAX_BYTES = 16 * 1024 * 1024

_MEDIA_TYPES = {
    "": "text/plain", ".txt": "text/plain", ".text": "text/plain",
    ".md": "text/markdown", ".markdown": "text/markdown",
    ".html": "text/html", ".htm": "text/html", ".shtml": "text/html", ".xhtml": "text/html",
}  # fmt: skip
# What a file begins with that is no text, whatever its name says.
_MAGIC = (
    (b"%PDF-", "PDF"), (b"PK\x03\x04", "Office or ZIP"), (b"\xd0\xcf\x11\xe0", "Office"), (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "gzip"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"),
    (b"\x7fELF", "program"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_WAY_OUT = "save it as text or as HTML"


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file of `paths`, folders recursively in order of name, each once; hidden files and folders are skipped.

    A path that does not exist comes out as it went in: `read` says what is wrong with it.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            key = file.resolve()
            if key not in seen:
                seen.add(key)
                yield file


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder) / name


def read(path: Path) -> Document:
    """Read one file: text, Markdown or HTML.

    Raises ReadError where the file is missing, empty, too large, of another type, undecodable, or without text.
    """
    media_type = _media_type(path)
    data = _bytes(path)
    label = declared(data, media_type == "text/html")
    content, encoding = decode(data, label, str(path))
    if media_type == "text/plain" and _LOOKS_LIKE_HTML.match(content):
        media_type = "text/html"
        content, encoding = decode(data, declared(data, html=True), str(path))
    source = text.Source(path.stem, str(path), hashlib.sha256(data).hexdigest(), media_type, content, encoding)
    if media_type == "text/html":
        from kg.read import html  # lxml is read only where a page is

        return html.document(source)
    return text.document(source)


def digest(path: Path) -> str:
    """SHA-256 of a file; empty where it cannot be opened, which `read` will report."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _media_type(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in _MEDIA_TYPES:
        return _MEDIA_TYPES[suffix]
    raise ReadError(str(path), f"files of type {suffix} are not read yet", _WAY_OUT)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ReadError(str(path), "is a folder", "give its files, or let kg build walk it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            problem = f"has {size / 1024**2:.0f} MB, more than the {MAX_BYTES // 1024**2} MB that a document may have"
            raise ReadError(str(path), problem, "cut it into documents")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(str(path), "does not exist", "check the path") from None
    except OSError as error:
        raise ReadError(str(path), f"cannot be opened ({error.strerror})", "check its permissions") from None
    if not data.strip():
        raise ReadError(str(path), "is empty", "remove it, or download it again")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError(str(path), f"is a {kind} file, which is not read yet", _WAY_OUT)
    return data
