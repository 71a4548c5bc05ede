"""A list of some hundred lines, read while its uploader waits: in a process of its own, with little memory and time.

`read_list` starts it and waits; run as a module it is the process itself. A hostile file harms nobody else.
"""

import asyncio
import os
import resource
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import orjson

from services.imports import errors
from services.imports.cell_text import written
from services.imports.workbook import SMALL, check_file, open_workbook
from services.kit.errors import ErrorCode, Fault

MAX_MB = 5
MAX_ROWS = 2_000
SECONDS = 20
_MEMORY_MB = 768
_OUT_OF_MEMORY = 75
_ROOT = Path(__file__).resolve().parents[2]

_CODES: dict[str, ErrorCode] = {value.code: value for value in vars(errors).values() if isinstance(value, ErrorCode)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: by number the texts of the cells; the first of them stands in column `first_column` (0 is A)."""

    name: str
    first_column: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


async def read_list(file_name: str, content: bytes) -> list[Sheet]:
    """The sheets of an upload. Errors: those of `open_workbook`, `import.too_large`, `import.too_heavy`."""
    name = PurePath(file_name.replace("\\", "/")).name
    if len(content) > MAX_MB * 1024 * 1024:
        raise errors.TOO_LARGE.at("/file", limit_mb=MAX_MB)
    await asyncio.to_thread(check_file, name, content, SMALL)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.imports.small",
        name,
        cwd=_ROOT,
        env={**os.environ, "RUST_BACKTRACE": "0"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(content), SECONDS)
    except TimeoutError:
        raise errors.TOO_HEAVY.at("/file") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise errors.TOO_HEAVY.at("/file")
    return _understood(orjson.loads(said))


def _understood(answer: dict[str, Any]) -> list[Sheet]:
    if "code" in answer:
        raise _CODES[answer["code"]].at("/file", **answer["params"])
    return [
        Sheet(name, first, tuple((number, tuple(cells)) for number, cells in rows))
        for name, first, rows in answer["sheets"]
    ]


def table_of(file_name: str, content: bytes) -> dict[str, Any]:
    """What the process answers: sheets of texts without empty rows, or the code of what is wrong."""
    try:
        book = open_workbook(file_name, content, SMALL)
        sheets = []
        for name in book.names:
            _, rows = book.rows(name)
            texts = [(number, [written(cell) for cell in row]) for number, row in rows]
            filled = [line for line in texts if any(text.strip() for text in line[1])]
            if len(filled) > MAX_ROWS:
                raise errors.TOO_LONG(limit=MAX_ROWS)
            sheets.append([name, book.first_column(name), filled])
    except Fault as fault:
        return {"code": fault.error.code, "params": {name: str(value) for name, value in fault.params.items()}}
    return {"sheets": sheets}


def main() -> int:
    """One list, then the end."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_MB * 1024 * 1024, _MEMORY_MB * 1024 * 1024))
    try:
        answer = orjson.dumps(table_of(sys.argv[1], sys.stdin.buffer.read()))
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
