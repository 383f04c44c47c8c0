"""The notebook in the repository is the one that scripts/make_notebook.py makes, and it runs."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_notebook", ROOT / "scripts" / "make_notebook.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_cells_are_those_of_the_script(maker: ModuleType) -> None:
    kept = json.loads((ROOT / "notebooks" / "tour.ipynb").read_text(encoding="utf-8"))
    assert [(cell["cell_type"], "".join(cell["source"])) for cell in kept["cells"]] == maker.CELLS


@pytest.mark.filterwarnings("default")  # the kernel's own libraries
def test_the_notebook_runs(maker: ModuleType, tmp_path: Path) -> None:
    made = maker.notebook()
    NotebookClient(made, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in made.cells for output in cell.get("outputs", [])]
    assert all(output.output_type != "error" for output in outputs)
    assert "<iframe" in outputs[-1].data["text/html"], "the graph shows itself as a picture"
