"""Forged access tokens beyond those of tests/api/test_auth.py: other algorithms, other keys, other headers."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jose import jwt

from models.enums import utc_now
from models.enums.accounts import Role
from services.access.tokens import TOKEN_INVALID, TokenSigner
from services.kit.errors import Fault
from tests.support.people import Offices

SECRET = "a secret of the tests that is long enough"


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def pem(key: Any) -> str:
    private = serialization.PrivateFormat.PKCS8
    encoded: bytes = key.private_bytes(serialization.Encoding.PEM, private, serialization.NoEncryption())
    return encoded.decode()


async def test_no_other_algorithm_key_or_header_is_believed(offices: Offices) -> None:
    good = await offices.city.token(offices.people[Role.MEMBER])
    head, claims, signature = good.split(".")
    told = jwt.get_unverified_claims(good)
    rsa_key, ec_key = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
    public = rsa_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    forged = {
        **{f"alg {word}": f"{part({'alg': word, 'typ': 'JWT'})}.{claims}." for word in ("none", "None", "NONE", "nOnE", "")},
        **{f"alg {word} signed": f"{part({'alg': word})}.{claims}.{signature}" for word in ("none", "HS512", "RS256")},
        "no alg": f"{part({'typ': 'JWT'})}.{claims}.{signature}",
        "RS256 by a key of one's own": jwt.encode(told, pem(rsa_key), "RS256"),
        "ES256 by a key of one's own": jwt.encode(told, pem(ec_key), "ES256"),
        "HS256 with a public key": jwt.encode(told, base64.b64encode(public).decode(), "HS256"),
        "HS256 with an empty key": jwt.encode(told, "", "HS256"),
        "another header": f"{part({'alg': 'HS256', 'typ': 'JWT', 'x': 1})}.{claims}.{signature}",
        "kid": jwt.encode(told, "", "HS256", headers={"kid": "../../../../dev/null"}),
        "jwk": jwt.encode(told, "k" * 32, "HS256", headers={"jwk": {"kty": "oct", "k": part("k" * 32)}}),
        "jku": jwt.encode(told, "k" * 32, "HS256", headers={"jku": "https://example.org/keys"}),
        "other claims": f"{head}.{part({**told, 'stamp': 1})}.{signature}",
        "another signature": f"{head}.{claims}.{signature[:-4]}AAAA",
        "no signature": f"{head}.{claims}.",
        "five parts, as of an encrypted token": f"{part({'alg': 'dir', 'enc': 'A256GCM', 'zip': 'DEF'})}..a.b.c",
        "claims that are no object": f"{head}.{part([1])}.{signature}",
        "deep": f"{head}.{base64.urlsafe_b64encode(b'[' * 20_000).decode()}.{signature}",
        "long": "a" * 60_000,
    }  # fmt: skip
    assert (await offices.city.bearer(good).get("/api/v1/me")).status_code == 200  # remembered from now on
    for what, token in forged.items():
        answer = await offices.city.bearer(token).get("/api/v1/me")
        assert answer.status_code == 401, what
        assert answer.json()["code"] == "auth.token_invalid", what
        assert token[:40] not in answer.text
    # What verifies may carry headers that nobody reads.
    odd = jwt.encode(told, SECRET, "HS256", headers={"kid": "x", "jku": "https://example.org"})
    assert (await offices.city.bearer(odd).get("/api/v1/me")).status_code == 200


async def test_clocks_of_nodes_may_differ_but_an_end_is_an_end(offices: Offices) -> None:
    """Signed by a node half a minute ahead: believed here. Nothing lives beyond its end, not by a second."""
    told = jwt.get_unverified_claims(await offices.city.token(offices.people[Role.MEMBER]))
    now = int(utc_now().timestamp())
    for change, status in (({"iat": now + 30}, 200), ({"nbf": now + 30}, 401), ({"exp": now}, 401)):
        token = jwt.encode({**told, **change}, SECRET, "HS256")
        assert (await offices.city.bearer(token).get("/api/v1/me")).status_code == status, change


def test_a_secret_too_short_signs_nothing_and_lives_are_kept() -> None:
    with pytest.raises(ValueError, match="32"):
        TokenSigner("short", minutes=15)
    signer, now = TokenSigner(SECRET, minutes=15), utc_now()
    account = session = uuid4()
    token = signer.sign(account, session, 0, now)
    assert signer.verify(token, now + timedelta(minutes=14)).account_id == account
    with pytest.raises(Fault) as refused:
        signer.verify(token, now + timedelta(minutes=15))
    assert refused.value.error is TOKEN_INVALID
    with pytest.raises(Fault):
        TokenSigner("another secret that is long enough too", minutes=15).verify(token, now)
