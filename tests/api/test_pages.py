"""The built pages, served beside the API."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api import errors, pages


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    for name in ("index.html", "assets/app-1a2b.js", "api-docs/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


async def ask(dist: Path, path: str) -> httpx.Response:
    app = FastAPI(docs_url=None, openapi_url=None)
    errors.install(app)
    pages.install(app, dist)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get(path)


@pytest.mark.parametrize("path", ["/", "/tickets/board", "/%00", "/" + "x" * 5000, "/..%2f..%2fetc/passwd"])
async def test_unknown_paths_open_the_application(dist: Path, path: str) -> None:
    answer = await ask(dist, path)
    assert (answer.status_code, answer.text) == (200, "index.html")
    assert answer.headers["cache-control"] == "no-cache"


async def test_hashed_files_stay_in_the_browser(dist: Path) -> None:
    answer = await ask(dist, "/assets/app-1a2b.js")
    assert (answer.text, "immutable" in answer.headers["cache-control"]) == ("assets/app-1a2b.js", True)
    assert (await ask(dist, "/docs")).text == "api-docs/index.html"


@pytest.mark.parametrize("path", ["/assets/gone.js", "/api/v1/nothing", "/api-docs/gone.js", "/docs/more", "/metrics2"])
async def test_what_is_not_a_page_is_not_found(dist: Path, path: str) -> None:
    assert (await ask(dist, path)).status_code == 404


async def test_a_page_is_not_in_the_way_of_an_operation(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/api/v1/auth/token")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert (await anonymous.post("/api/v1/nothing")).status_code == 404
