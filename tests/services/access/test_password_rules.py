from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.password_rules import broken_rules, count_classes, holds_name, is_weak
from services.access.passwords import client_secret, one_time_password
from services.access.policy import AccessPolicy


def broken(password: str, *, reused: bool = False, **policy: Any) -> list[str]:
    faults = broken_rules(
        password, username="zhou.my", display_name="周明远", policy=AccessPolicy(**policy), reused=reused
    )
    return [fault.code for fault in faults]


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("Copper_Finch4+oar", []),
        ("湖边有3只白鹭飞Aq", []),
        ("Tr0mb-ne!x", []),
        ("Tr0mb-ne!", ["password.too_short"]),
        ("copperfinchoar", ["password.too_few_classes"]),
        ("copper4finch4oar", ["password.too_few_classes"]),
        ("Password123!", ["password.weak"]),
        ("P@ssw0rd2026", ["password.weak"]),
        ("Admin@123456", ["password.weak"]),
        ("1qaz@WSX3edc", ["password.weak"]),
        ("Qwertyuiop1!", ["password.weak"]),
        ("aaaaAAAA1111!", ["password.weak"]),
        ("Dangjian@2026", ["password.weak"]),
        ("WoAiZhongGuo1949!", ["password.weak"]),
        ("Zyxwvut98765!", ["password.weak"]),
        ("5201314Ab!!!", ["password.weak"]),
        ("Zhou.My-finch84", ["password.holds_name"]),
        ("ZhouMingyuan-4+t", ["password.holds_name"]),
        ("Mingyuan4+finch", ["password.holds_name"]),
        ("周明远4+finchA", ["password.holds_name"]),
        ("", ["password.too_short", "password.too_few_classes", "password.weak"]),
    ],
)
def test_what_is_refused_and_why(password: str, codes: list[str]) -> None:
    assert broken(password) == codes


def test_all_broken_rules_are_named_together() -> None:
    assert broken("zhou.my", reused=True) == [
        "password.too_short",
        "password.too_few_classes",
        "password.holds_name",
        "password.reused",
    ]


def test_the_length_is_the_installations_own() -> None:
    assert broken("Copper_Finch4", password_length=14) == ["password.too_short"]
    assert broken("Copper_Finch4", password_length=13) == []


def test_the_sentences_name_the_figures() -> None:
    faults = broken_rules("Aa1", username="u", display_name="王五", policy=AccessPolicy(), reused=True)
    texts = [fault.message.render("zh", fault.params) for fault in faults]
    assert texts[0] == "至少 10 个字符，目前 3 个。"
    assert texts[-1] == "不能与最近 5 次用过的密码相同（含当前密码）。"
    assert all(fault.message.render("en", fault.params) for fault in faults)


def test_short_names_do_not_forbid_half_the_alphabet() -> None:
    assert not holds_name("Finch-Lian9", "lee", "李")
    assert holds_name("Finch-Lee9x", "lee", "李")


@given(st.text(max_size=40))
def test_any_text_is_judged(password: str) -> None:
    assert 0 <= count_classes(password) <= 4
    broken(password)


def test_first_passwords_keep_the_rules_of_length_and_classes() -> None:
    for password in {one_time_password() for _ in range(200)}:
        assert count_classes(password) == 4
        assert len(password) == 14
        assert not set(password) & set("0O1lI")
    assert not is_weak(client_secret())


def test_the_defaults_are_the_rules_to_ship() -> None:
    policy = AccessPolicy()
    assert (policy.failures_before_lock, policy.lock, policy.idle) == (5, timedelta(minutes=15), timedelta(minutes=30))
    assert (policy.password_length, policy.password_days, policy.password_history) == (10, 90, 5)
