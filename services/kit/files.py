"""Uploaded files: a local folder by default, any fsspec store (S3-compatible) in production."""

import asyncio
from contextlib import suppress
from uuid import UUID

import fsspec


class FileStore:
    """Keeps bytes under opaque keys. `url` is a folder or an fsspec address such as `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._fs, self._root = fsspec.core.url_to_fs(url)

    async def put(self, area: str, identity: UUID, content: bytes) -> str:
        """Store and give back the key to keep in the database. A file is written whole or not at all."""
        text = str(identity)
        key = f"{area}/{text[-2:]}/{text}"
        await asyncio.to_thread(self._write, f"{self._root}/{key}", content)
        return key

    async def get(self, key: str) -> bytes:
        content: bytes = await asyncio.to_thread(self._fs.cat_file, f"{self._root}/{key}")
        return content

    async def delete(self, key: str) -> None:
        """Take a file away; one that is gone already is no error."""
        await asyncio.to_thread(self._remove, f"{self._root}/{key}")

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self._fs.rm_file(path)

    def _write(self, path: str, content: bytes) -> None:
        self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self._fs.pipe_file(f"{path}.part", content)
        self._fs.mv(f"{path}.part", path)
