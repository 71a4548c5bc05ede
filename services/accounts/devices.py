"""A browser and its system in plain words, from what it says of itself. Proper names, so the same in every language."""

import re

_PROGRAMS = (
    ("微信", r"MicroMessenger/(\d+)"),
    ("企业微信", r"wxwork/(\d+)"),
    ("钉钉", r"DingTalk/(\d+)"),
    ("Edge", r"Edg(?:A|iOS)?/(\d+)"),
    ("360", r"(?:QIHU|360SE|360EE)[ /]?(\d*)"),
    ("QQ 浏览器", r"QQBrowser/(\d+)"),
    ("UC", r"UCBrowser/(\d+)"),
    ("Opera", r"OPR/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+)[^ ]* .*Safari/"),
)
_SYSTEMS = (
    ("HarmonyOS", r"HarmonyOS|OpenHarmony"),
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("统信 UOS", r"UOS"),
    ("麒麟", r"Kylin"),
    ("Linux", r"Linux|X11"),
)
UNKNOWN = "未知设备"


def device_name(user_agent: str) -> str:
    """`Edge 131 · Windows`; the program's own name for what is no browser; `未知设备` for silence."""
    program = next((_versioned(name, found[1]) for name, found in _found(_PROGRAMS, user_agent)), None)
    system = next((name for name, _ in _found(_SYSTEMS, user_agent)), None)
    if program or system:
        return " · ".join(part for part in (program, system) if part)
    own_name = re.match(r"[A-Za-z][A-Za-z0-9._-]{1,39}", user_agent)
    return own_name[0] if own_name else UNKNOWN


def _found(patterns: tuple[tuple[str, str], ...], user_agent: str) -> list[tuple[str, re.Match[str]]]:
    matches = ((name, re.search(pattern, user_agent)) for name, pattern in patterns)
    return [(name, match) for name, match in matches if match is not None]


def _versioned(name: str, version: str) -> str:
    return f"{name} {version}" if version else name
