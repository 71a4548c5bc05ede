import pytest

from services.accounts.devices import device_name

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/116.0.0.0 Mobile Safari/537.36 "
    "MicroMessenger/8.0.50"
)
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (WINDOWS + "Chrome/131.0.0.0 Safari/537.36", "Chrome 131 · Windows"),
        (WINDOWS + "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge 131 · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox 132 · Linux"),
        (IPHONE, "Safari 18 · iPhone"),
        (WECHAT, "微信 8 · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; UOS) Chrome/114.0 Safari/537.36", "Chrome 114 · 统信 UOS"),
        ("curl/8.5.0", "curl"),
        ("python-httpx/0.28.1", "python-httpx"),
        ("", "未知设备"),
        ("\x01\x02", "未知设备"),
        ("<script>alert(1)</script>", "未知设备"),
    ],
)
def test_devices_in_plain_words(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
