"""Settings come from SHUPING_* alone; unsafe production values are refused."""

import threading

import pytest
from pydantic import ValidationError

from core.settings import ROOT, Settings, settings

SAFE = {
    "SHUPING_PROFILE": "production",
    "SHUPING_SECRET_KEY": "k" * 32,
    "SHUPING_PUBLIC_URL": "https://shuping.example.gov.cn",
}


def given(monkeypatch: pytest.MonkeyPatch, **changes: str) -> Settings:
    for name, value in {**SAFE, **changes}.items():
        monkeypatch.setenv(name, value)
    return Settings()


def test_a_sound_production_installation_starts(monkeypatch):
    assert given(monkeypatch).profile == "production"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SHUPING_SECRET_KEY": ""}, "SHUPING_SECRET_KEY 未设置"),
        ({"SHUPING_SECRET_KEY": "k" * 31}, "少于 32 个字符"),
        ({"SHUPING_INSECURE_LAN": "1"}, "SHUPING_INSECURE_LAN=1"),
        ({"SHUPING_PUBLIC_URL": ""}, "SHUPING_PUBLIC_URL 须为 https"),
        ({"SHUPING_PUBLIC_URL": "http://10.1.2.3"}, "SHUPING_PUBLIC_URL 须为 https"),
        ({"SHUPING_IDLE_MINUTES": "31"}, "不得大于 30 分钟"),
    ],
)
def test_production_refuses_what_is_unsafe_and_says_what(monkeypatch, changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        given(monkeypatch, **changes)


def test_all_faults_are_told_at_once(monkeypatch):
    with pytest.raises(ValidationError) as caught:
        given(monkeypatch, SHUPING_SECRET_KEY="", SHUPING_PUBLIC_URL="", SHUPING_INSECURE_LAN="1")
    assert all(name in str(caught.value) for name in ("SECRET_KEY", "PUBLIC_URL", "INSECURE_LAN"))


def test_a_demonstration_needs_no_setting_at_all(monkeypatch):
    monkeypatch.delenv("SHUPING_DATA_DIR")
    assert Settings().data_dir == ROOT / "data" / "var"
    assert Settings().resolved_database_url == f"sqlite:///{ROOT / 'data' / 'var' / 'shuping.db'}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHUPING_LOCKOUT_FAILURES", "2"),
        ("SHUPING_LOCKOUT_FAILURES", "11"),
        ("SHUPING_PASSWORD_MIN_LENGTH", "7"),
        ("SHUPING_PORT", "0"),
        ("SHUPING_MAX_UPLOAD_MEGABYTES", "201"),
        ("SHUPING_PROFILE", "prod"),
    ],
)
def test_values_out_of_range_are_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_a_postgresql_address_gets_the_driver_we_ship(monkeypatch):
    monkeypatch.setenv("SHUPING_DATABASE_URL", "postgresql://u:p@db/shuping")
    assert Settings().resolved_database_url == "postgresql+psycopg://u:p@db/shuping"


def test_settings_are_read_once(monkeypatch):
    first = settings()
    monkeypatch.setenv("SHUPING_PORT", "9000")
    assert settings() is first


def test_the_secret_is_made_once_readable_by_its_owner_only():
    key = settings().key()
    path = settings().data_dir / "secret.key"
    assert len(key) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert Settings().key() == key


def test_sixteen_first_askers_get_the_same_secret():
    keys: list[bytes] = []
    start = threading.Barrier(16)

    def ask() -> None:
        start.wait()
        keys.append(settings().key())

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(keys) == 16
    assert len(set(keys)) == 1


def test_a_secret_that_is_set_is_used_and_nothing_is_written(monkeypatch):
    monkeypatch.setenv("SHUPING_SECRET_KEY", "from the vault")
    assert Settings().key() == b"from the vault"
    assert not (Settings().data_dir / "secret.key").exists()


def test_sources_lie_in_one_folder_and_on_hosts_that_were_listed(monkeypatch):
    monkeypatch.setenv("SHUPING_SOURCE_HOSTS", " DB1.example , 10.0.0.7:5433,")
    assert Settings().allowed_source_hosts == {"db1.example", "10.0.0.7:5433"}
    assert Settings(source_hosts="").allowed_source_hosts == frozenset()
    assert Settings().sources_dir == Settings().data_dir / "platforms"
