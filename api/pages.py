"""The built single-page frontend, served beside the API. Unknown paths outside the API open the SPA."""

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

DIST = Path(__file__).resolve().parent.parent / "frontend" / "dist"
DOCS = "/docs"
"""The contract to read and try: Swagger UI, served by us, since there may be no internet."""
_RESERVED = ("docs", "healthz", "readyz", "metrics")
_FOREVER = "public, max-age=31536000, immutable"


class _OutsideTheApi(PathConvertor):
    """Else a GET where the API only takes a POST would find this route: 404 for what should be 405."""

    regex = r"(?!api/).*"


register_url_convertor("page", _OutsideTheApi())


def install(app: FastAPI, dist: Path = DIST) -> None:
    """Serve `dist`; does nothing harmful when the frontend has not been built (404 with a hint)."""

    async def page(request: Request) -> Response:
        path = "api-docs/index.html" if request.url.path == DOCS else request.path_params["path"]
        if path.startswith(_RESERVED):
            raise HTTPException(404)
        wanted = _file(dist, path)
        if wanted is not None:
            hashed = path.startswith("assets/")
            return FileResponse(wanted, headers={"cache-control": _FOREVER if hashed else "no-cache"})
        index = dist / "index.html"
        if path.startswith(("assets/", "api-docs/")) or not index.is_file():
            raise HTTPException(404)
        return FileResponse(index, headers={"cache-control": "no-cache"})

    app.add_route("/{path:page}", page, methods=["GET", "HEAD"], include_in_schema=False)


def _file(dist: Path, path: str) -> Path | None:
    """The file of the build that a path names; None for any other, however odd (NUL bytes, endless names)."""
    try:
        wanted = (dist / path).resolve()
        return wanted if path and wanted.is_relative_to(dist) and wanted.is_file() else None
    except (OSError, ValueError):
        return None
