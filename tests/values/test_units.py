"""The table of units keeps its form."""

from __future__ import annotations

import pytest

from kg.extract.statistics.lexicon import unit_table
from kg.values.units import UnitType, table


def test_every_unit_has_a_name_but_those_that_are_none() -> None:
    assert all(bool(unit.name) != (unit.type is UnitType.SKIP) for unit in unit_table().values())


def test_names_of_units_are_units() -> None:
    held = unit_table()
    assert {unit.name for unit in held.values() if unit.name} <= {*held, "套（间）"}


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        table([{"unit": "两", "canonical": "两", "type": "weight"}])
