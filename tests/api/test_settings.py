"""Settings come from the environment alone, and wrong ones are explained without showing a value."""

import asyncio
import base64
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from api.launcher import reserved_port
from api.secret_keys import SecretKeyError, create_secret_files, load_secret_keys
from api.serving import ServeError, serve
from api.settings import Settings
from api.working import means
from services.kit.database import driver_url
from services.kit.migrating import newest_revision
from tests.support.commands import dangjian
from tests.support.database import create_database, drop_database
from tests.support.postgres import fetch_value

REPOSITORY = Path(__file__).resolve().parents[2]
KEY = base64.b64encode(bytes(32)).decode()


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("DANGJIAN_") or name in {"DATABASE_URL", "HOST", "PORT"}:
            monkeypatch.delenv(name)


def test_defaults_fit_one_machine() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, None)
    assert (settings.access_token_minutes, settings.session_idle_minutes, settings.session_hours) == (15, 30, 12)
    assert settings.second_factor == "required"
    assert settings.own_url == "http://127.0.0.1:8000"


def test_uploads_are_kept_where_the_setting_says(tmp_path: Path) -> None:
    elsewhere = Settings(
        var_dir=tmp_path / "var", files_url=str(tmp_path / "shared"), jwt_secret=SecretStr("s" * 40),
        field_key=SecretStr(KEY), lookup_key=SecretStr(KEY),
    )  # fmt: skip
    for settings, kept in ((elsewhere, tmp_path / "shared"), (Settings(var_dir=tmp_path), tmp_path / "files")):
        assert settings.store_url == str(kept)
    assert means(elsewhere, "postgresql://u@db/x").files_url == str(tmp_path / "shared")


def test_plain_and_prefixed_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:not-to-be-shown@db/x")
    monkeypatch.setenv("DANGJIAN_FORWARDED_ALLOW_IPS", "10.0.0.1, 10.1.0.0/16")
    settings = Settings()
    assert settings.own_url == "http://127.0.0.1:9001"
    assert settings.forwarded_allow_ips == ("10.0.0.1", "10.1.0.0/16")
    assert "not-to-be-shown" not in repr(settings)
    monkeypatch.setenv("DANGJIAN_PORT", "9002")
    assert Settings().port == 9002
    assert Settings(port=9003, host="::1").own_url == "http://[::1]:9003"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "eighty"),
        ("DATABASE_URL", "mysql://u:secret@db/x"),
        ("DANGJIAN_SECOND_FACTOR", "never"),
        ("DANGJIAN_FORWARDED_ALLOW_IPS", "*"),
        ("DANGJIAN_SESSION_IDLE_MINUTES", "0"),
    ],
)
def test_wrong_settings_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_wrong_setting_at_the_terminal() -> None:
    refused = dangjian("migrate", DATABASE_URL="mysql://u:not-to-be-shown@db/x", PORT="eighty")
    assert refused.returncode == 2
    assert "DATABASE_URL" in refused.stderr
    assert " PORT" in refused.stderr
    assert "not-to-be-shown" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_secret_files_are_made_once_and_tight(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    assert len(create_secret_files(folder)) == 3
    before = {path.name: path.read_text() for path in folder.iterdir()}
    assert create_secret_files(folder) == []
    assert {path.name: path.read_text() for path in folder.iterdir()} == before
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    keys = load_secret_keys(Settings(var_dir=tmp_path))
    assert (len(keys.field), len(keys.lookup)) == (32, 32)
    assert keys.field != keys.lookup
    assert before["jwt_secret"].strip() == keys.jwt
    assert keys.jwt not in repr(keys)


def test_secrets_from_environment_and_named_files(tmp_path: Path) -> None:
    named = tmp_path / "key"
    named.write_text(KEY + "\n")
    settings = Settings(
        var_dir=tmp_path, jwt_secret=SecretStr("s" * 40), field_key_file=named, lookup_key=SecretStr(KEY)
    )
    keys = load_secret_keys(settings)
    assert (keys.jwt, keys.field, keys.lookup) == ("s" * 40, bytes(32), bytes(32))


def test_missing_or_malformed_secrets_are_never_invented(tmp_path: Path) -> None:
    with pytest.raises(SecretKeyError, match="DANGJIAN_JWT_SECRET_FILE"):
        load_secret_keys(Settings(var_dir=tmp_path))
    assert list(tmp_path.iterdir()) == []
    create_secret_files(tmp_path / "secrets")
    for wrong in (base64.b64encode(bytes(31)).decode(), "not base64 at all, but long enough to be one ........"):
        with pytest.raises(SecretKeyError, match="field_key"):
            load_secret_keys(Settings(var_dir=tmp_path, field_key=SecretStr(wrong)))
    with pytest.raises(SecretKeyError, match="jwt_secret"):
        load_secret_keys(Settings(var_dir=tmp_path, jwt_secret=SecretStr("password")))
    (tmp_path / "secrets/lookup_key").write_text("short\n")
    with pytest.raises(SecretKeyError, match="lookup_key"):
        load_secret_keys(Settings(var_dir=tmp_path))


def test_create_secrets_command(tmp_path: Path) -> None:
    made = dangjian("create-secrets", str(tmp_path / "a"))
    assert made.returncode == 0
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"jwt_secret", "field_key", "lookup_key"}
    for path in (tmp_path / "a").iterdir():
        assert path.read_text().strip() not in made.stdout
    assert dangjian("create-secrets", DANGJIAN_VAR_DIR=str(tmp_path)).returncode == 0
    assert (tmp_path / "secrets/jwt_secret").exists()


def test_serve_needs_a_database_and_secrets_before_it_starts(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="DATABASE_URL"):
        serve(Settings(var_dir=tmp_path), workers=1)
    with pytest.raises(SecretKeyError, match="create-secrets"):
        serve(Settings(var_dir=tmp_path, database_url=SecretStr("postgresql://u@db/x")), workers=1)


def test_serve_runs_several_processes_until_it_is_asked_to_end(tmp_path: Path, database_url: str) -> None:
    create_secret_files(tmp_path / "secrets")
    with reserved_port("127.0.0.1", 0) as probe:
        port = str(probe.getsockname()[1])
    own = {"DANGJIAN_VAR_DIR": str(tmp_path), "DATABASE_URL": driver_url(database_url), "PORT": port}
    command = [sys.executable, "-m", "api.cli", "serve", "--workers", "2"]
    node = subprocess.Popen(command, cwd=REPOSITORY, env=os.environ | own)
    try:
        _await_health(f"http://127.0.0.1:{port}/readyz")
        children = Path(f"/proc/{node.pid}/task/{node.pid}/children").read_text().split()
        assert len(children) >= 2
    finally:
        node.send_signal(signal.SIGTERM)
        node.wait()


def test_migrate_command(server_url: str) -> None:
    url = asyncio.run(create_database(server_url))
    assert dangjian("migrate", DATABASE_URL=driver_url(url)).returncode == 0
    assert asyncio.run(fetch_value(url, "SELECT version_num FROM alembic_version")) == newest_revision()
    asyncio.run(drop_database(server_url, url))


def test_unreachable_database_at_the_terminal() -> None:
    unreachable = dangjian("migrate", DATABASE_URL="postgresql://u:not-to-be-shown@127.0.0.1:1/x")
    assert unreachable.returncode == 1
    assert "DATABASE_URL" in unreachable.stderr
    assert "not-to-be-shown" not in unreachable.stderr + unreachable.stdout
    assert "Traceback" not in unreachable.stderr


def test_export_openapi_command(tmp_path: Path) -> None:
    assert dangjian("export-openapi", str(tmp_path / "openapi.json")).returncode == 0
    document = json.loads((tmp_path / "openapi.json").read_text(encoding="utf-8"))
    assert document["openapi"].startswith("3.")
    assert "/healthz" in document["paths"]


def _await_health(url: str) -> None:
    # One client for all questions: each makes its own store of certificates, which costs more than the question.
    with httpx.Client(trust_env=False, verify=False) as client:
        while True:
            try:
                if client.get(url).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
