"""Uploaded files: a local folder by default, any fsspec store (S3-compatible) in production."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

PIECE = 1024 * 1024


class FileStore:
    """Keeps bytes under opaque keys. `url` is a folder or an fsspec address such as `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._fs, self._root = fsspec.core.url_to_fs(url)

    async def put(self, area: str, identity: UUID, content: bytes) -> str:
        """Store and give back the key to keep in the database. A file is written whole or not at all."""
        text = str(identity)
        key = f"{area}/{text[-2:]}/{text}"
        await self.put_pieces(key, [content])
        return key

    async def put_pieces(self, key: str, pieces: Iterable[bytes]) -> None:
        """Store what comes in pieces under a key given before. Written whole or not at all."""
        write = self._write_local if isinstance(self._fs, LocalFileSystem) else self._write
        await asyncio.to_thread(write, f"{self._root}/{key}", pieces)

    async def get(self, key: str) -> bytes:
        content: bytes = await asyncio.to_thread(self._fs.cat_file, f"{self._root}/{key}")
        return content

    async def pieces(self, key: str) -> AsyncIterator[bytes]:
        """The content, a mebibyte at a time. Errors: FileNotFoundError."""
        file = await asyncio.to_thread(self._fs.open, f"{self._root}/{key}", "rb")
        try:
            while piece := await asyncio.to_thread(file.read, PIECE):
                yield piece
        finally:
            await asyncio.to_thread(file.close)

    async def size(self, key: str) -> int | None:
        """Bytes of a file, None where there is none."""
        try:
            found: int = await asyncio.to_thread(self._fs.size, f"{self._root}/{key}")
        except FileNotFoundError:
            return None
        return found

    async def delete(self, key: str) -> None:
        """Take a file away; one that is gone already is no error."""
        await asyncio.to_thread(self._remove, f"{self._root}/{key}")

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self._fs.rm_file(path)

    def _write(self, path: str, pieces: Iterable[bytes]) -> None:
        # Whole before it is sent: closing a remote file keeps what was written until then, whatever went wrong.
        with tempfile.NamedTemporaryFile() as draft:
            for piece in pieces:
                draft.write(piece)
            draft.flush()
            self._fs.put_file(draft.name, path)

    def _write_local(self, path: str, pieces: Iterable[bytes]) -> None:
        """On the disk before it has its name: neither a full disk nor a lost machine leaves half a file."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}.{uuid4().hex}.part")
        try:
            with draft.open("xb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _fsync_folder(target.parent)


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
