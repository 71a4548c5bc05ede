"""All that can be configured, and the only reader of the environment.

Own names begin with `DANGJIAN_`; `DATABASE_URL`, `HOST` and `PORT` are understood plain as well.
docs/production.md says which of them a deployment sets.
"""

import ipaddress
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _plain(name: str) -> AliasChoices:
    return AliasChoices(f"DANGJIAN_{name}", name)


class Settings(BaseSettings):
    """The configuration of one process. Frozen: what differs in a test is given to the constructor."""

    model_config = SettingsConfigDict(
        env_prefix="DANGJIAN_", env_ignore_empty=True, frozen=True, populate_by_name=True, use_attribute_docstrings=True
    )

    database_url: SecretStr | None = Field(default=None, validation_alias=_plain("DATABASE_URL"))
    """`postgresql://user:password@host:port/database` of a PostgreSQL ≥ 15; unset, the launcher starts its own."""

    read_database_url: SecretStr | None = None
    """A streaming replica that answers the queries; unset, the one database does everything."""

    host: str = Field(default="127.0.0.1", validation_alias=_plain("HOST"))
    """Address to listen on."""

    port: int = Field(default=8000, ge=1, le=65535, validation_alias=_plain("PORT"))
    """Port to listen on."""

    public_url: str | None = None
    """Address under which people reach the platform, e.g. `https://dj.example.gov.cn`; used in links and QR codes."""

    forwarded_allow_ips: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "::1")
    """Reverse proxies whose X-Forwarded-For is believed: comma-separated addresses or networks, never `*`."""

    var_dir: Path = Path("var")
    """Folder of everything this installation writes: local database, secrets, uploads, demo accounts."""

    files_url: str | None = None
    """Where uploads are kept: a folder or `s3://bucket/prefix`, shared by all nodes; unset, `var_dir/files`."""

    jwt_secret: SecretStr | None = None
    """Signs access tokens. Alternatively `jwt_secret_file`; the same on every node."""

    jwt_secret_file: Path | None = None

    field_key: SecretStr | None = None
    """Encrypts personal fields: 32 bytes, base64; former keys may follow. Or `field_key_file`, one a line."""

    field_key_file: Path | None = None

    lookup_key: SecretStr | None = None
    """Keys the equality hashes of encrypted fields: 32 bytes, base64. Alternatively `lookup_key_file`."""

    lookup_key_file: Path | None = None

    backup_key: SecretStr | None = None
    """Seals backups (`dangjian backup`): 32 bytes, base64. Or `backup_key_file`. Not kept beside the backups."""

    backup_key_file: Path | None = None

    access_token_minutes: int = Field(default=15, ge=1, le=60)
    """Life of an access token."""

    session_idle_minutes: int = Field(default=30, ge=5, le=240)
    """A session ends after this time without a request (rules §13)."""

    session_hours: int = Field(default=12, ge=1, le=24)
    """A session ends after this time in any case."""

    refresh_retry_seconds: int = Field(default=60, ge=0, le=600)
    """For how long a renewal whose answer was lost may be asked for again with its `Idempotency-Key`; 0: never."""

    sign_in_failures: int = Field(default=5, ge=3, le=10)
    """Failures in a row after which a user name is locked."""

    sign_in_lock_minutes: int = Field(default=15, ge=1, le=1440)
    """How long it stays locked."""

    password_length: int = Field(default=10, ge=10, le=64)
    """Fewest characters of a password."""

    password_days: int = Field(default=90, ge=1, le=365)
    """Days after which a password must be changed."""

    password_history: int = Field(default=5, ge=1, le=24)
    """The last passwords, the present one included, that may not be taken again."""

    argon2_memory_kib: int = Field(default=19_456, ge=8)
    """Memory of one password hashing, KiB; the default is OWASP's. Existing hashes are renewed at the next sign-in."""

    argon2_passes: int = Field(default=2, ge=1)
    """Passes of one password hashing."""

    second_factor: Literal["required", "optional"] = "required"
    """Whether administrators must use TOTP. The local launcher takes `optional` unless this is set."""

    transfer_letter_days: int = Field(default=90, ge=1, le=90)
    """Days for which a letter of introduction is valid after the day of issue, the last day included (rules §10)."""

    study_half_day_hours: int = Field(default=4, ge=1, le=8)
    """Study hours (学时) of half a day (rules §4)."""

    study_day_hours: int = Field(default=8, ge=2, le=16)
    """Study hours of a full day."""

    study_lesson_minutes: int = Field(default=45, ge=30, le=60)
    """Minutes that are one study hour where neither a half nor a full day was held."""

    upload_limit_mb: int = Field(default=40, ge=1, le=200)
    """Largest accepted upload, MiB."""

    import_days: int = Field(default=14, ge=1, le=90)
    """Days after which an import's file and preview are removed: they hold personal data."""

    audit_days: int = Field(default=1095, ge=180)
    """Days for which the audit log is kept: never less than the six months of 网络安全法 (rules §13: three years)."""

    worker_in_process: bool = True
    """Run the job queue inside the API process; `false` where `dangjian worker` runs on its own."""

    log_level: Literal["debug", "info", "warning", "error"] = "info"

    log_json: bool = False
    """One JSON object a line instead of text."""

    otel_endpoint: str | None = None
    """A collector to which spans are sent by OTLP over HTTP, e.g. `http://127.0.0.1:4318`; needs the extra `otel`."""

    @field_validator("forwarded_allow_ips", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("forwarded_allow_ips")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for part in value:
            # A client could otherwise choose its own address and so escape the limits on sign-in attempts.
            ipaddress.ip_network(part)
        return value

    @field_validator("database_url", "read_database_url")
    @classmethod
    def _postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql://")
        return value

    @property
    def store_url(self) -> str:
        """Where uploads are kept, for the API and its workers alike."""
        return self.files_url or str((self.var_dir / "files").absolute())

    @property
    def own_url(self) -> str:
        """The address to open in a browser on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104 - shown, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"
