"""The only reader of the environment: one class, names SHUPING_*, unsafe production values refused."""

import secrets
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"

# Long enough for HMAC-SHA256; shorter keys are refused in production.
SECRET_BYTES = 32


class Profile(StrEnum):
    """How strict the process is about its own settings."""

    DEVELOPMENT = "development"
    DEMO = "demo"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Everything an installation can set; each field is read from SHUPING_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="SHUPING_", extra="ignore")

    profile: Profile = Profile.DEMO
    data_dir: Path = ROOT / "data" / "var"
    database_url: str = ""
    secret_key: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    public_url: str = ""
    insecure_lan: bool = False
    trusted_proxies: str = ""
    browser_path: str = ""
    evidence_url: str = ""
    topics_url: str = ""
    source_hosts: str = ""

    # Messages that leave the product; a channel without its place is off.
    smtp_host: str = ""
    smtp_port: int = Field(default=465, ge=1, le=65535)
    smtp_security: Literal["tls", "starttls", "none"] = "tls"
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_sender: str = ""
    sms_url: str = ""
    sms_token: str = ""
    sms_signature: str = ""

    idle_minutes: int = Field(default=15, ge=1)
    absolute_hours: int = Field(default=10, ge=1)
    lockout_failures: int = Field(default=5, ge=3, le=10)
    lockout_window_minutes: int = Field(default=15, ge=1)
    lockout_minutes: int = Field(default=30, ge=1)
    password_min_length: int = Field(default=10, ge=8)
    max_upload_megabytes: int = Field(default=20, ge=1, le=200)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @model_validator(mode="after")
    def _refuse_unsafe_production(self) -> Self:
        if self.profile is not Profile.PRODUCTION:
            return self
        faults = []
        if len(self.secret_key) < SECRET_BYTES:
            faults.append("SHUPING_SECRET_KEY 未设置或少于 32 个字符，请用 openssl rand -hex 32 生成")
        if self.insecure_lan:
            faults.append("SHUPING_INSECURE_LAN=1 会让会话以明文传输，正式环境请改用 HTTPS")
        if urlsplit(self.public_url).scheme != "https":
            faults.append("SHUPING_PUBLIC_URL 须为 https 地址，例如 https://shuping.example.gov.cn")
        if self.idle_minutes > 30:
            faults.append("SHUPING_IDLE_MINUTES 不得大于 30 分钟")
        if faults:
            raise ValueError("正式环境设置不安全，拒绝启动：" + "；".join(faults))
        return self

    @property
    def idle(self) -> timedelta:
        """How long a session may rest."""
        return timedelta(minutes=self.idle_minutes)

    @property
    def absolute(self) -> timedelta:
        """How long a session may last at all."""
        return timedelta(hours=self.absolute_hours)

    @property
    def resolved_database_url(self) -> str:
        """The database to use: the one set, else SQLite in the data folder."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'shuping.db'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def sources_dir(self) -> Path:
        """The one folder whose SQLite files may be data sources."""
        return self.data_dir / "platforms"

    @property
    def allowed_source_hosts(self) -> frozenset[str]:
        """The database servers numbers may be fetched from, as `host` or `host:port`; nobody else is asked."""
        return frozenset(host.strip().lower() for host in self.source_hosts.split(",") if host.strip())

    def key(self) -> bytes:
        """The installation's secret; made once and kept in the data folder where none is set."""
        if self.secret_key:
            return self.secret_key.encode()
        path = self.data_dir / "secret.key"
        if not path.exists():
            self._make_key(path)
        return path.read_text().strip().encode()

    def _make_key(self, path: Path) -> None:
        # Several processes may start at once: each writes its own aside, the first link wins.
        self.data_dir.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_hex(SECRET_BYTES))
        with suppress(FileExistsError):
            path.hardlink_to(aside)
        aside.unlink()


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
