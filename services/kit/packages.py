"""Untrusted office packages (.docx, .xlsx): zip files that may hold bombs, macros, passwords.

Declared sizes can lie, so parts are unpacked in small steps and counted.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_STEP = 64 * 1024
_RATIO_COUNTS_FROM = 1024 * 1024
_DIRECTORY_ENTRY = b"PK\x01\x02"


class Danger(StrEnum):
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    MACROS = "macros"


class PackageProblem(Exception):
    """Why a package is not opened; each feature says it in its own words."""

    def __init__(self, danger: Danger) -> None:
        super().__init__(danger.value)
        self.danger = danger


@dataclass(frozen=True, slots=True)
class Limits:
    """Parts, bytes of all parts unpacked, and how many times larger than packed they may be."""

    entries: int
    unpacked: int
    ratio: int


def open_checked(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The package, if what it says of itself is within the limits. Errors: `PackageProblem`, those of zipfile."""
    if content.count(_DIRECTORY_ENTRY) > limits.entries:
        raise PackageProblem(Danger.BOMB)
    package = zipfile.ZipFile(io.BytesIO(content))
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or unpacked > limits.unpacked:
        raise PackageProblem(Danger.BOMB)
    if unpacked > _RATIO_COUNTS_FROM and unpacked > limits.ratio * len(content):
        raise PackageProblem(Danger.BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PackageProblem(Danger.ENCRYPTED)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise PackageProblem(Danger.MACROS)
    return package


def unpacked_in_steps(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int, limits: Limits
) -> Iterator[bytes]:
    """The part piece by piece. Errors: `PackageProblem` when there are more than `allowed` bytes."""
    count = 0
    with package.open(entry) as stream:
        while step := stream.read(_STEP):
            count += len(step)
            if count > allowed or (count > _RATIO_COUNTS_FROM and count > limits.ratio * max(entry.compress_size, 1)):
                raise PackageProblem(Danger.BOMB)
            yield step
