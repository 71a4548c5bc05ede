"""The four real documents of the project's shared folder; their texts are not in the repository."""

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def source_files() -> dict[str, str]:
    """Texts by their three-digit number, from SHARED_DIR or the folder `shared` beside the repository."""
    shared = Path(os.environ.get("SHARED_DIR") or _REPOSITORY.parent / "shared")
    folder = shared / "domain" / "source-documents"
    if not folder.is_dir():
        pytest.skip(f"the real source documents are not here: no folder {folder} (set SHARED_DIR)")
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
