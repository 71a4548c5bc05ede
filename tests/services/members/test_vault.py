"""What is remembered of sealed values: their masks, for who may open them."""

import pytest

from services.kit.lookup import Lookup
from services.kit.sealing import Sealer
from services.members.vault import Vault

OLD, NEW = b"o" * 32, b"n" * 32


def test_a_mask_is_of_the_value_as_it_stands() -> None:
    vault = Vault(Sealer([OLD]), Lookup(b"l" * 32))
    before, after = vault.text("13812345678"), vault.text("13912349999")
    for _ in range(2):
        assert vault.masked("phone", before) == "138****5678"
        assert vault.masked("phone", after) == "139****9999"
        assert vault.masked("pay_base", before) == "****"
    assert vault.masked("phone", None) is None


def test_who_lacks_the_key_is_not_shown_a_remembered_mask() -> None:
    sealed = Vault(Sealer([OLD]), Lookup(b"l" * 32)).text("13812345678")
    assert Vault(Sealer([NEW, OLD]), Lookup(b"l" * 32)).masked("phone", sealed) == "138****5678"
    with pytest.raises(ValueError, match="not configured"):
        Vault(Sealer([NEW]), Lookup(b"l" * 32)).masked("phone", sealed)
