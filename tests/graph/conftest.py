from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.graph.quads import nquads
from kg.graph.store import memory
from tests.graph import world

if TYPE_CHECKING:
    from pyoxigraph import Store


@pytest.fixture(scope="session")
def chunks() -> tuple[str, ...]:
    return (
        nquads(world.REPORT, world.report_facts(), world.REPORT_CONTEXT),
        nquads(world.ORDER, world.order_facts(), world.ORDER_CONTEXT),
    )


@pytest.fixture(scope="session")
def store(chunks: tuple[str, ...]) -> Store:
    return memory(chunks)
