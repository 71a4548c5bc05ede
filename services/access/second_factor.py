"""Time-based one-time codes (TOTP, RFC 6238: SHA-1, 6 digits, 30 seconds, as every authenticator understands)."""

import hmac
import io
import re
import unicodedata
from datetime import datetime

import pyotp
import segno

ISSUER = "党建在线"
STEP_SECONDS = 30
TOLERATED_STEPS = 1
"""Clocks of telephones may be one step early or late."""


def new_secret() -> str:
    """A base32 secret of 160 bits."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, username: str) -> str:
    """The `otpauth://` address that an authenticator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def qr_svg(uri: str) -> str:
    """The QR code as an SVG without script, style or foreign address, so that it passes a strict CSP."""
    buffer = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(buffer, kind="svg", xmldecl=False, scale=4, light="#fff")
    return buffer.getvalue().decode()


def matching_step(secret: str, given: str, now: datetime, last_step: int | None) -> int | None:
    """The time step whose code was given, or None. A step that was used before, or an earlier one, never matches."""
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", given))
    if re.fullmatch(r"[0-9]{6}", code) is None:
        return None
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    for step in range(present - TOLERATED_STEPS, present + TOLERATED_STEPS + 1):
        if (last_step is None or step > last_step) and hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None
