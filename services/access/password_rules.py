"""Which passwords are refused, and why (rules §13; GB/T 22239-2019 8.1.4.1 a).

Pure; every broken rule is named at once.
"""

import re
import unicodedata
from collections.abc import Iterable

from services.access.policy import AccessPolicy
from services.kit.errors import FieldFault, Kind, Text, declare
from services.kit.names import pinyin_of

RULE = "GB/T 22239-2019 8.1.4.1 a)"
POINTER = "/new_password"
CLASSES_NEEDED = 3
OWN_MARKS_NEEDED = 5
"""Characters that must remain once everything that guessing programs try first is taken out."""

REFUSED = declare(
    "password.refused",
    Kind.INVALID,
    "新密码不符合要求，请按提示修改。",
    "The new password does not meet the rules named below.",
    rule=RULE,
)
TOO_SHORT = Text("至少 {length} 个字符，目前 {given} 个。", "At least {length} characters; there are {given}.")
TOO_FEW_CLASSES = Text(
    "大写字母、小写字母、数字、符号中至少要有 {needed} 种，目前 {given} 种。",
    "At least {needed} of capitals, small letters, digits and symbols; there are {given}.",
)
WEAK = Text(
    "过于常见：去掉常用词、连续或重复的字符、年份之后所剩无几，容易被猜中。",
    "Too common: little is left without everyday words, runs, repeats and years, so it is easily guessed.",
)
HOLDS_NAME = Text("不能包含账号或姓名（含拼音）。", "It must not hold your user name or your name, nor its pinyin.")
REUSED = Text(
    "不能与最近 {count} 次用过的密码相同（含当前密码）。",
    "It must differ from your last {count} passwords, the present one included.",
)

_COMMON = (
    "abc administrator admin beijing changeme chengdu china company computer dangjian dangyuan dangzhibu default "
    "demo dragon football gongchandang guest hello huawei iloveyou letmein lianghao login master monkey mypassword "
    "passw0rd password passwd pass princess qazwsx renmin root secret shanghai shuji superman sunshine system "
    "temporary tencent test tianxia user wangluo weixin welcome wodemima mima woaini woaizhongguo woaiwojia "
    "xitong xuexi youxi yonghu zhongguo zhonghua zuzhi zuzhibu 5201314 1314520 1314 520 666 888"
)
_WORDS = sorted(_COMMON.split(), key=len, reverse=True)
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
)
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_DISGUISED = str.maketrans("@4013!|$57+", "aaoieiisstt")
_REPEAT = re.compile(r"(.)\1{2,}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def broken_rules(
    password: str, *, username: str, display_name: str, policy: AccessPolicy, reused: bool
) -> tuple[FieldFault, ...]:
    """The rules a new password breaks. `reused`: it matched one of the hashes of the last passwords."""
    plain = unicodedata.normalize("NFKC", password)
    faults = []
    if len(plain) < policy.password_length:
        params = {"length": policy.password_length, "given": len(plain)}
        faults.append(FieldFault(POINTER, "password.too_short", TOO_SHORT, params))
    if (classes := count_classes(plain)) < CLASSES_NEEDED:
        params = {"needed": CLASSES_NEEDED, "given": classes}
        faults.append(FieldFault(POINTER, "password.too_few_classes", TOO_FEW_CLASSES, params))
    if is_weak(plain):
        faults.append(FieldFault(POINTER, "password.weak", WEAK))
    if holds_name(plain, username, display_name):
        faults.append(FieldFault(POINTER, "password.holds_name", HOLDS_NAME))
    if reused:
        faults.append(FieldFault(POINTER, "password.reused", REUSED, {"count": policy.password_history}))
    return tuple(faults)


def count_classes(password: str) -> int:
    """How many of capitals, small letters, digits and other characters there are."""
    return len(
        {
            0
            if mark.isascii() and mark.isupper()
            else 1
            if mark.isascii() and mark.islower()
            else 2
            if mark.isdigit()
            else 3
            for mark in password
        }
    )


def is_weak(password: str) -> bool:
    """Whether too little is left without common words, keyboard runs, repeats and years, in any usual disguise."""
    plain = password.lower()
    disguises = (plain, plain.translate(_SHIFTED), plain.translate(_DISGUISED))
    return any(len(_stripped(disguise)) < OWN_MARKS_NEEDED for disguise in disguises)


def holds_name(password: str, username: str, display_name: str) -> bool:
    """Whether it holds the user name or the person's name, in characters or pinyin."""
    plain = password.lower()
    return any(part in plain for part in {*_username_parts(username), *_name_parts(display_name)})


def _username_parts(username: str) -> Iterable[str]:
    whole = username.lower()
    return (part for part in (whole, *re.split(r"[._-]", whole)) if len(part) >= 4 or part == whole)


def _name_parts(display_name: str) -> Iterable[str]:
    syllables = pinyin_of(display_name).split()
    given = syllables[1:]
    spelled = ("".join(syllables), "".join(given), "".join([*given, *syllables[:1]]))
    if len(display_name) > 1:
        yield display_name.lower()
    yield from (part for part in spelled if len(part) >= 4)


def _stripped(plain: str) -> str:
    for word in _WORDS:
        plain = plain.replace(word, "\0")
    plain = _YEAR.sub("\0", plain)
    plain = _REPEAT.sub("\0", _without_runs(plain))
    return plain.replace("\0", "")


def _without_runs(plain: str) -> str:
    """Take out neighbours on the keyboard, in the alphabet and among the digits, three or more at a time."""
    kept = []
    start = 0
    while start < len(plain):
        length = next((n for n in range(len(plain) - start, 2, -1) if _is_run(plain[start : start + n])), 0)
        kept.append("\0" if length else plain[start])
        start += length or 1
    return "".join(kept)


def _is_run(piece: str) -> bool:
    return any(piece in run or piece[::-1] in run for run in _RUNS)
