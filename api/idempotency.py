"""`Idempotency-Key`: a POST repeated within 24 hours is answered, not repeated.

The key is claimed in the transaction of the write itself, so the claim and the work stand or fall together; a
second request with the same key waits for the first one's transaction and then gets its answer.
"""

import hashlib
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from python_multipart.multipart import parse_options_header

from api.platform import platform_of
from services.access.actor import Actor
from services.kit.database import WriteSession
from services.kit.errors import Kind, declare
from services.kit.idempotency import EarlierUse, Key, StoredAnswer, claim, earlier_use, keep
from services.kit.sealing import Sealer

HEADER = "idempotency-key"
REPLAYED = "Idempotency-Replayed"
_MAX_KEY = 200

KEY_INVALID = declare(
    "idempotency.invalid_key",
    Kind.INVALID,
    "Idempotency-Key 应为 1–200 个可见字符。",
    "Idempotency-Key must be 1–200 printable characters.",
)
KEY_REUSED = declare(
    "idempotency.key_reused",
    Kind.INVALID,
    "这个 Idempotency-Key 已用于另一项内容，请换一个新的。",
    "This Idempotency-Key was used with another body; choose a new one.",
)


class Replay(Exception):
    """Carries the first answer out of the dependency that found it."""

    def __init__(self, answer: StoredAnswer) -> None:
        self.answer = answer


def checked_key(key: str) -> str:
    """Errors: `idempotency.invalid_key`."""
    if not 1 <= len(key) <= _MAX_KEY or not key.isprintable():
        raise KEY_INVALID.at("/header/idempotency-key")
    return key


async def answer_once(request: Request, actor: Actor, run: Callable[[Request], Awaitable[Response]]) -> Response:
    """Run the operation, or give the answer it has already given for this key."""
    key = checked_key(request.headers[HEADER])
    request.state.idempotency = Key(key, await _fingerprint(request))
    try:
        response = await run(request)
    except Replay as replay:
        return _replayed(replay.answer, platform_of(request).sealer)
    session: WriteSession | None = getattr(request.state, "write_session", None)
    if session is not None:
        await keep(
            session,
            actor.account_id,
            key,
            StoredAnswer(
                status=response.status_code,
                # Sealed, because an answer may hold what is shown once: a first password, a secret, unmasked data.
                body=platform_of(request).sealer.seal(bytes(response.body).decode()),
                etag=response.headers.get("etag"),
                location=response.headers.get("location"),
            ),
        )
    return response


async def _fingerprint(request: Request) -> bytes:
    """Of what is asked. A form sent again has another boundary between its parts, so that is left out."""
    scope = request.scope
    digest = hashlib.sha256(f"{scope['method']} {scope['path']}?".encode() + scope["query_string"] + b"\n")
    body = await request.body()
    media_type = request.headers.get("content-type", "")
    boundary = parse_options_header(media_type)[1].get(b"boundary") if media_type[:10].lower() == "multipart/" else None
    digest.update(body.replace(boundary, b"") if boundary else body)
    return digest.digest()


async def claim_for(request: Request, session: WriteSession, actor: Actor) -> None:
    """Called by the write session as its first statement. Errors: `idempotency.key_reused`."""
    key: Key | None = getattr(request.state, "idempotency", None)
    if key is None:
        return
    earlier = await claim(session, actor.account_id, key)
    if earlier is not None:
        raise Replay(_answer_of(earlier, key))


async def replay(request: Request, actor: Actor, key: Key) -> StoredAnswer | None:
    """For commands of one statement: raises the answer that was kept for the key, or gives one that has no body.

    None when the key is free. Errors: `idempotency.key_reused`.
    """
    earlier = await earlier_use(platform_of(request).database.reader, actor.account_id, key)
    if earlier is None:
        return None
    answer = _answer_of(earlier, key)
    if answer.body is not None:
        raise Replay(answer)
    return answer


def _answer_of(earlier: EarlierUse, key: Key) -> StoredAnswer:
    if earlier.fingerprint != key.fingerprint or earlier.answer is None:
        raise KEY_REUSED.at("/header/idempotency-key")
    return earlier.answer


def _replayed(answer: StoredAnswer, sealer: Sealer) -> Response:
    headers = {REPLAYED: "true"}
    if answer.etag:
        headers["ETag"] = answer.etag
    if answer.location:
        headers["Location"] = answer.location
    media_type = "application/json" if answer.status < 400 else "application/problem+json"
    assert answer.body is not None, "who keeps no body makes the answer anew"
    return Response(sealer.open(answer.body), status_code=answer.status, headers=headers, media_type=media_type)
