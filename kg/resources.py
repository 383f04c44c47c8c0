"""Where ontology/, queries/ and data/ are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder `name` (ontology, queries or data) of this installation.

    The wheel carries the three folders under ``kg/_resources``; a checkout and an editable install have them
    beside ``kg``.
    """
    for base in (_PACKAGE / "_resources", _PACKAGE.parent):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"{name}/ is missing beside {_PACKAGE}: the installation is incomplete")


def data(*parts: str) -> Path:
    """A path below data/."""
    return folder("data").joinpath(*parts)
