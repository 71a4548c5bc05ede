import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.kit.files import FileStore
from tests.support.disks import limited_files

IDENTITY = UUID("01997000-0000-7000-8000-0000000000ab")


def kept_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_a_file_is_kept_under_an_opaque_key(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path / "files"))
    content = bytes(range(256)) * 1000
    key = await store.put("sources", IDENTITY, content)
    assert key == f"sources/ab/{IDENTITY}"
    assert await store.get(key) == content
    assert kept_below(tmp_path) == [f"files/{key}"]


async def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    assert await store.get(await store.put("sources", IDENTITY, b"")) == b""


async def test_storing_again_replaces_the_whole_content(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    await store.put("sources", IDENTITY, b"the longer first content")
    key = await store.put("sources", IDENTITY, b"short")
    assert await store.get(key) == b"short"
    assert kept_below(tmp_path) == [key]


async def test_what_cannot_be_written_whole_is_not_there(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "ab").write_bytes(b"a file where a folder should be")
    with pytest.raises(OSError, match="ab"):
        await store.put("sources", IDENTITY, b"content")
    assert kept_below(tmp_path) == ["sources/ab"]


async def test_what_breaks_off_on_its_way_to_another_store_is_not_there() -> None:
    def broken() -> Iterator[bytes]:
        yield b"the first half"
        raise ConnectionError("the client went away")

    store, key = FileStore(f"memory://{uuid4()}"), f"sources/ab/{IDENTITY}"
    with pytest.raises(ConnectionError):
        await store.put_pieces(key, broken())
    assert await store.size(key) is None
    await store.put_pieces(key, [b"the first half", b" and the second"])
    assert await store.get(key) == b"the first half and the second"


async def test_a_lost_file_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await FileStore(str(tmp_path)).get(f"sources/ab/{IDENTITY}")


async def test_many_files_at_once(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    identities = [uuid4() for _ in range(40)]
    keys = await asyncio.gather(*(store.put("sources", one, one.bytes) for one in identities))
    assert [await store.get(key) for key in keys] == [one.bytes for one in identities]
    assert kept_below(tmp_path) == sorted(keys)


async def test_another_kind_of_store_behaves_alike() -> None:
    store = FileStore("memory://test-files")
    key = await store.put("sources", IDENTITY, b"content")
    assert await store.get(key) == b"content"


async def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    key = await store.put("sources", IDENTITY, b"the former content")
    with limited_files(100_000), pytest.raises(OSError, match="File too large"):
        await store.put("sources", IDENTITY, bytes(200_000))
    assert await store.get(key) == b"the former content"
    assert kept_below(tmp_path) == [key]
