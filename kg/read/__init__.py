"""From a file to a Document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.model import Document


def read(path: Path) -> Document:
    data = path.read_bytes()
    return Document(path.stem, str(path), hashlib.sha256(data).hexdigest(), "text/plain", data.decode("utf-8"))
