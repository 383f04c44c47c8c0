"""Knowledge graphs of Chinese government and policy text.

    import kg

    kg.build(["data/corpus"], store="kg-store")
    graph = kg.open("kg-store")
    graph.query("policy-industries", industry="输变电产业")

`import kg` loads nothing but this file; what is asked for is loaded when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.library import Graph
    from kg.library import open_graph as open  # noqa: A004 - kg.open reads as it should
    from kg.pipeline import build

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "build", "open"]

_HOMES = {"Graph": ("kg.library", "Graph"), "open": ("kg.library", "open_graph"), "build": ("kg.pipeline", "build")}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
