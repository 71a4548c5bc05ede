import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kit.sealing import Sealer

OLD, NEW = b"o" * 32, b"n" * 32


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_sealed_can_be_opened(plain: str) -> None:
    sealer = Sealer([OLD])
    sealed = sealer.seal(plain)
    assert sealer.open(sealed) == plain
    assert sealed != sealer.seal(plain)


def test_sealed_values_do_not_show_what_they_hold() -> None:
    assert "欧阳㼆".encode() not in Sealer([OLD]).seal("欧阳㼆")


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    before = Sealer([OLD]).seal("440524188001010014")
    rotated = Sealer([NEW, OLD])
    assert rotated.open(before) == "440524188001010014"
    after = rotated.seal("440524188001010014")
    assert Sealer([NEW]).open(after) == "440524188001010014"
    with pytest.raises(ValueError, match="not configured"):
        Sealer([OLD]).open(after)


@given(st.binary(max_size=200))
def test_what_was_not_sealed_here_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not configured"):
        Sealer([OLD]).open(content)


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(Sealer([OLD]).seal("电话 13800000000"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match="not configured"):
        Sealer([OLD]).open(bytes(sealed))


@pytest.mark.parametrize("keys", [[], [b""], [b"short"], [os.urandom(33)]])
def test_keys_of_the_wrong_length_are_refused(keys: list[bytes]) -> None:
    with pytest.raises(ValueError, match="key"):
        Sealer(keys)
