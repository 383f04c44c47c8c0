"""The door: files and folders in, documents out."""

from __future__ import annotations

import hashlib
import os
import re
import stat
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
_STORE = "kg-store.json"  # kg.graph.store.POINTER: what makes a folder a store


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file of `paths`, folders recursively in order of name, each once; hidden files and folders are skipped.

    A folder that holds a store is no folder of documents. What does not exist, a folder that cannot be listed, a pipe
    or a loop of links comes out as it is: `read` says what is wrong with it.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            key = real(file)
            if key not in seen:
                seen.add(key)
                yield file


def _files(path: Path) -> Iterator[Path]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where it may not look
        yield path
        return
    closed: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=closed.append):
        if _STORE in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder) / name
    yield from (Path(error.filename) for error in closed)


def real(path: Path) -> Path:
    """The path with its links followed as far as they lead; Path.resolve raises on a loop of links."""
    return Path(os.path.realpath(path))


def printable(path: Path | str) -> str:
    """A path as text that any encoding takes; bytes of a name that are no UTF-8 become escapes like \\xd6."""
    return os.fsencode(path).decode(errors="backslashreplace")


def read(path: Path) -> Document:
    """Read one file: text, Markdown or HTML.

    Raises ReadError where the file is missing, empty, too large, of another type, undecodable, or without text.
    """
    media_type = _media_type(path)
    data = _bytes(path)
    label = declared(data, media_type == "text/html")
    content, encoding = decode(data, label, printable(path))
    if media_type == "text/plain" and _LOOKS_LIKE_HTML.match(content):
        media_type = "text/html"
        content, encoding = decode(data, declared(data, html=True), printable(path))
    source = text.Source(
        printable(path.stem), printable(path), hashlib.sha256(data).hexdigest(), media_type, content, encoding
    )
    if media_type == "text/html":
        from kg.read import html  # lxml is read only where a page is

        return html.document(source)
    return text.document(source)


def digest(path: Path) -> str:
    """SHA-256 of a file; empty where it is none or cannot be opened, which `read` will report."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ""  # a pipe would wait for a writer
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _media_type(path: Path) -> str:
    suffix = "" if os.path.isdir(path) else path.suffix.lower()  # noqa: PTH112 - see `_files`
    if suffix in _MEDIA_TYPES:
        return _MEDIA_TYPES[suffix]
    raise ReadError(printable(path), f"files of type {printable(suffix)} are not read yet", _WAY_OUT)


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.listdir(path)  # noqa: PTH208 - a folder that may not be listed is another trouble
            raise ReadError(printable(path), "is a folder", "give its files, or let kg build walk it")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(printable(path), "is no regular file but a pipe, a socket or a device", "save it as a file")
        size = status.st_size
        if size > MAX_BYTES:
            problem = f"has {size / 1024**2:.0f} MB, more than the {MAX_BYTES // 1024**2} MB that a document may have"
            raise ReadError(printable(path), problem, "cut it into documents")
        data = path.read_bytes()
    except FileNotFoundError:
        problem = "is a link to nothing" if path.is_symlink() else "does not exist"
        raise ReadError(printable(path), problem, "check the path") from None
    except OSError as error:
        raise ReadError(printable(path), f"cannot be opened ({error.strerror})", "check its permissions") from None
    if not data.strip():
        raise ReadError(printable(path), "is empty", "remove it, or download it again")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ReadError(printable(path), f"is a {kind} file, which is not read yet", _WAY_OUT)
    return data
