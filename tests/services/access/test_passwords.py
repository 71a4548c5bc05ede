import asyncio

from services.access.passwords import Passwords

QUICK = {"memory_kib": 8, "passes": 1}


async def test_a_hash_matches_its_password_alone() -> None:
    passwords = Passwords(**QUICK)
    password_hash = await passwords.hash("湖边-Finch4")
    assert password_hash.startswith("$argon2id$")
    assert await passwords.matches("湖边-Finch4", password_hash)
    assert not await passwords.matches("湖边-Finch5", password_hash)
    assert await passwords.hash("湖边-Finch4") != password_hash, "salted"


async def test_full_width_letters_are_the_same_password() -> None:
    passwords = Passwords(**QUICK)
    assert await passwords.matches("Ｆinch４", await passwords.hash("Finch4"))


async def test_without_a_hash_nothing_matches() -> None:
    passwords = Passwords(**QUICK)
    assert not await passwords.matches("Finch4", None)
    assert not await passwords.matches("Finch4", "no hash at all")


async def test_hashes_of_other_parameters_are_outdated() -> None:
    old, new = Passwords(**QUICK), Passwords(memory_kib=16, passes=1)
    password_hash = await old.hash("Finch4")
    assert new.is_outdated(password_hash)
    assert not old.is_outdated(password_hash)
    assert await new.matches("Finch4", password_hash)


async def test_the_shipped_parameters_are_owasps() -> None:
    assert "m=19456,t=2,p=1" in await Passwords().hash("Finch4")


async def test_more_at_once_wait_their_turn() -> None:
    passwords = Passwords(**QUICK, at_once=2)
    password_hash = await passwords.hash("Finch4")
    assert all(await asyncio.gather(*(passwords.matches("Finch4", password_hash) for _ in range(12))))
