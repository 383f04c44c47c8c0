"""docs/architecture.md says what the code is: its functions exist, its rooms are all the rooms."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
# Small modules at the top that are no rooms of their own.
ASIDE = {"__init__", "__main__", "demo", "metrics"}


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(kg\.[a-z_.]+\.[a-z_]+)`", PAGE))))
def test_every_function_named_exists(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert callable(getattr(importlib.import_module(module), attribute))


def test_every_room_is_listed() -> None:
    listed = set(re.findall(r"^\| `kg\.([a-z]+)` \|", PAGE, re.MULTILINE))
    there = {p.stem for p in (ROOT / "kg").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert there - ASIDE == listed


def test_every_layer_is_a_room() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = set(re.findall(r"kg\.([a-z]+)", pyproject.split("layers = [")[1].split("]")[0]))
    listed = set(re.findall(r"^\| `kg\.([a-z]+)` \|", PAGE, re.MULTILINE))
    assert listed <= layers | ASIDE
