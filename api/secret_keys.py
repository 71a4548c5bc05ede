"""The secrets of one installation: generated once, read by every process, never in the repository or a command line."""

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from api.settings import Settings

KEY_BYTES = 32


class SecretKeyError(RuntimeError):
    """A secret is missing or unusable; the text says which one and what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class SecretKeys:
    """`jwt` signs tokens, `field` (32 bytes) encrypts personal fields, `lookup` (32 bytes) hashes them for equality.

    `former_fields` still open what they have sealed, until `dangjian rotate-field-key` has sealed it anew.
    """

    jwt: str
    field: bytes
    lookup: bytes
    former_fields: tuple[bytes, ...] = ()


def _new_text() -> str:
    return secrets.token_urlsafe(48)


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


GENERATORS: dict[str, Callable[[], str]] = {"jwt_secret": _new_text, "field_key": _new_key, "lookup_key": _new_key}


def secrets_folder(settings: Settings) -> Path:
    return settings.var_dir / "secrets"


def create_secret_files(folder: Path) -> list[Path]:
    """Generate the secret files that are missing (0600 in a 0700 folder) and return them. Existing ones stay."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    created = []
    for name, generate in GENERATORS.items():
        path = folder / name
        if not path.exists():
            _write_once(path, generate())
            created.append(path)
    return created


def load_secret_keys(settings: Settings) -> SecretKeys:
    """Read the secrets: from the environment, else from the named file, else from `var/secrets`.

    The field key may be followed by former ones, a line each (in a variable: blanks between them).

    Raises `SecretKeyError` if one is missing or malformed; this never invents one, because a second node
    with other secrets would neither accept the first one's tokens nor read its encrypted fields.
    """
    jwt = _read(settings, "jwt_secret", settings.jwt_secret, settings.jwt_secret_file)
    field_keys = _read(settings, "field_key", settings.field_key, settings.field_key_file).split()
    field, *former = (_key("field_key", text) for text in field_keys)
    return SecretKeys(
        jwt=jwt,
        field=field,
        lookup=_key("lookup_key", _read(settings, "lookup_key", settings.lookup_key, settings.lookup_key_file)),
        former_fields=tuple(former),
    )


def load_backup_key(settings: Settings) -> bytes:
    """The key that seals backups, 32 bytes. Errors: `SecretKeyError`; it is made by hand, so that it is kept apart."""
    if settings.backup_key is None and settings.backup_key_file is None:
        raise SecretKeyError(
            "未配置备份密钥。请生成并妥善保管（勿与备份放在一起）：\n"
            "  (umask 077; openssl rand -base64 32 > /etc/dangjian/backup_key)\n"
            "再设置 DANGJIAN_BACKUP_KEY_FILE=/etc/dangjian/backup_key。 / "
            "No backup key is configured. Make one as above, keep a copy apart from the backups, "
            "and set DANGJIAN_BACKUP_KEY_FILE."
        )
    return _key("backup_key", _read(settings, "backup_key", settings.backup_key, settings.backup_key_file))


def key_mark(name: str, key: bytes) -> str:
    """A fingerprint that tells keys apart and reveals nothing of them."""
    return hashlib.sha256(f"mark of {name}".encode() + key).hexdigest()[:16]


def _write_once(path: Path, text: str) -> None:
    """Create the file whole: of two starters the first one's secret wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _read(settings: Settings, name: str, given: SecretStr | None, file: Path | None) -> str:
    path = file or secrets_folder(settings) / name
    variable = f"DANGJIAN_{name.upper()}"
    if given is not None:
        place, text = variable, given.get_secret_value().strip()
    else:
        place, text = str(path), _read_file(path, name, variable)
    if len(text) < KEY_BYTES:
        raise SecretKeyError(f"密钥 {name} 太短（{place}）。 / Secret {name} is too short ({place}).")
    return text


def _read_file(path: Path, name: str, variable: str) -> str:
    try:
        return path.read_text().strip()
    except OSError as error:
        raise SecretKeyError(
            f"缺少密钥 {name}：无法读取 {path}（{error.strerror}）。"
            f"请设置 {variable} 或 {variable}_FILE，或先运行 dangjian create-secrets。 / "
            f"Secret {name} is missing: {path} cannot be read ({error.strerror}). "
            f"Set {variable} or {variable}_FILE, or run `dangjian create-secrets` first."
        ) from error


def _key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise SecretKeyError(
            f"密钥 {name} 必须是 {KEY_BYTES} 字节的 base64。 / Secret {name} must be {KEY_BYTES} bytes in base64."
        )
    return key
