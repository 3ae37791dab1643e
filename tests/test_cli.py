"""The command line sets an installation up, mends it and says what is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import col, func, select

import cli
from core.access.models import Person
from core.access.passwords import matches
from core.access.sign_in import lock_end, reserve_attempt
from core.audit.models import AuditEntry
from core.errors import NotAllowed
from core.organisations.models import Organisation
from core.settings import settings
from core.store.engine import default_engine, engine_for
from core.store.session import reading, writing

ACCOUNT = re.compile(r"^  (\S+) +(\S+)   (\S+)（(.+)）$", re.MULTILINE)


def shuping(*arguments: str) -> Result:
    """Run a command in this process; a trace is no answer."""
    settings.cache_clear()
    result = CliRunner().invoke(cli.main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def person(login: str) -> Person:
    with reading() as session:
        return session.exec(select(Person).where(Person.login == login)).one()


def people() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(Person))


@pytest.fixture(autouse=True)
def _quiet(monkeypatch) -> Iterator[None]:
    # The command sets this for its own process; ours forgets it again.
    monkeypatch.setenv("STREAMLIT_LOGGER_LEVEL", "error")
    yield
    engine_for.cache_clear()


@dataclass(frozen=True, slots=True)
class Demo:
    """The demonstration set up twice: what was printed, and the hashes after each time."""

    folder: Path
    outputs: tuple[str, str]
    hashes: tuple[dict[str, str], dict[str, str]]

    @property
    def passwords(self) -> dict[str, str]:
        """The passwords printed the first time."""
        return {login: password for login, password, _, _ in ACCOUNT.findall(self.outputs[0])}


def _hashes() -> dict[str, str]:
    with reading() as session:
        return {row.login: row.password_hash for row in session.exec(select(Person))}


@pytest.fixture(scope="module")
def _built(tmp_path_factory) -> Demo:
    folder = tmp_path_factory.mktemp("installation")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUPING_DATA_DIR", str(folder))
        outputs, hashes = [], []
        for _ in range(2):
            result = shuping("init", "--demo", "dezhou")
            assert result.exit_code == 0, result.output
            outputs.append(result.output)
            hashes.append(_hashes())
        default_engine().dispose()
        engine_for.cache_clear()
    settings.cache_clear()
    return Demo(folder, (outputs[0], outputs[1]), (hashes[0], hashes[1]))


@pytest.fixture
def demo(_built, monkeypatch) -> Demo:
    """The installation of this module, to be looked at."""
    monkeypatch.setenv("SHUPING_DATA_DIR", str(_built.folder))
    settings.cache_clear()
    return _built


@pytest.fixture
def empty() -> Path:
    """An installation with reference data and nobody in it."""
    assert "shuping password 账号 --create" in shuping("init", "--empty").output
    return settings().data_dir


def test_the_demonstration_prints_every_account_once_with_a_password_that_works(demo):
    accounts = ACCOUNT.findall(demo.outputs[0])
    assert len(accounts) == len(demo.hashes[0]) == 13
    assert ("jiaoti", "方晓禾", "部门填报员") in [(login, name, roles) for login, _, name, roles in accounts]
    assert matches(demo.passwords["jiaoti"], demo.hashes[0]["jiaoti"])
    assert len(set(demo.passwords.values())) == 13


def test_a_second_time_changes_nothing_and_prints_no_password(demo):
    assert "演示数据已存在，保持不变" in demo.outputs[1]
    assert demo.hashes[0] == demo.hashes[1]
    assert not [word for word in demo.passwords.values() if word in demo.outputs[1]]


def test_no_password_lies_anywhere_in_the_data_folder(demo):
    secrets = [word.encode() for word in demo.passwords.values()]
    files = [path for path in demo.folder.rglob("*") if path.is_file()]
    assert files
    assert not [path.name for path in files if any(word in path.read_bytes() for word in secrets)]


def test_doctor_finds_a_set_up_installation_fit(demo):
    result = shuping("doctor")
    assert result.exit_code == 0
    assert "[正常] 数据库：SQLite（内嵌），结构版本" in result.output
    assert "[正常] 数据目录" in result.output
    assert "Chromium 浏览器" in result.output


def test_doctor_says_what_is_missing_and_what_to_do_and_fails():
    result = shuping("doctor")
    assert result.exit_code == 1
    assert "[缺少] 数据库：SQLite（内嵌） 尚未建库" in result.output
    assert "处理办法：运行 shuping init" in result.output


def test_doctor_mentions_a_missing_browser_without_failing(demo, monkeypatch):
    monkeypatch.setenv("SHUPING_BROWSER_PATH", "/nowhere")
    result = shuping("doctor")
    assert result.exit_code == 0
    assert "[提醒] Chromium 浏览器：未找到" in result.output


def test_an_empty_installation_has_the_reference_and_nobody(empty):
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) > 600
    assert people() == 0
    assert shuping("init", "--empty").exit_code == 0
    assert people() == 0


def test_the_first_administrator_is_made_on_the_command_line_and_must_change_the_password(empty):
    result = shuping("password", "Root", "--create")
    word = result.output.strip().split("：")[-1]
    made = person("root")
    assert matches(word, made.password_hash)
    assert made.must_change_password
    with reading() as session:
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert entry.person_name == "命令行"
    assert entry.after["roles"] == ["系统管理员"]
    again = shuping("password", "root", "--create")
    assert again.exit_code == 1
    assert "账号“root”已被使用" in again.output


def test_a_new_password_unlocks_the_account_and_ends_the_old_one(empty):
    old = shuping("password", "root", "--create").output.strip().split("：")[-1]
    for _ in range(settings().lockout_failures):
        with writing() as session:
            reserve_attempt(session=session, login="root", ip="10.1.2.3")
    with writing() as session, pytest.raises(NotAllowed, match="已锁定"):
        reserve_attempt(session=session, login="root", ip="10.1.2.3")
    result = shuping("password", "root")
    assert result.exit_code == 0
    word = result.output.strip().split("：")[-1]
    assert matches(word, person("root").password_hash)
    assert not matches(old, person("root").password_hash)
    with reading() as session:
        assert lock_end(session, "root") is None


def test_an_unknown_account_is_one_sentence(empty):
    result = shuping("password", "nobody")
    assert result.exit_code == 1
    assert "没有账号“nobody”" in result.output


def test_set_up_asks_what_to_set_up():
    result = shuping("init")
    assert result.exit_code == 2
    assert "请指定 --demo dezhou 或 --empty" in result.output
    assert shuping("init", "--demo", "elsewhere").exit_code == 2


@pytest.mark.parametrize(
    "command", [("up", "--no-worker"), ("init", "--empty"), ("doctor",), ("password", "x")]
)
def test_unsafe_production_settings_are_refused_before_anything_happens(command, monkeypatch, tmp_path):
    monkeypatch.setenv("SHUPING_PROFILE", "production")
    monkeypatch.setenv("SHUPING_INSECURE_LAN", "1")
    result = shuping(*command)
    assert result.exit_code == 1
    assert "设置有误：正式环境设置不安全，拒绝启动" in result.output
    assert "SHUPING_SECRET_KEY" in result.output
    assert "SHUPING_INSECURE_LAN" in result.output
    assert not (tmp_path / "data").exists()


def test_help_is_chinese_for_every_command():
    for name, command in cli.main.commands.items():
        assert re.search(r"[一-鿿]", command.help or ""), name
