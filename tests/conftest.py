"""What several tests share: the sample documents built once, and the texts beside the project where they are."""

from pathlib import Path

import pytest
from hypothesis import settings

from kg.pipeline import build

# No test is timed: machines are shared and slow at times.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of data/corpus, as the rules alone give it."""
    folder = tmp_path_factory.mktemp("corpus") / "store"
    report = build([ROOT / "data" / "corpus"], store=folder, learned=False)  # the same with a model and without
    assert not report.skipped
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with corpus and gold beside the project; tests that need it are skipped where it is missing."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("no ../shared beside the checkout: its texts are not part of the project")
    return SHARED
