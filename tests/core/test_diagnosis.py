"""What a machine lacks is found and said in Chinese, with what to do."""

import shutil

from sqlalchemy import Engine

from core import diagnosis
from core.clock import now, to_minute
from core.jobs.models import JobBeat
from core.settings import settings
from core.store import migrate
from core.store.engine import engine_for
from core.store.session import writing


def finding(subject: str) -> diagnosis.Finding:
    return next(found for found in diagnosis.examine() if found.subject == subject)


def setting(monkeypatch, **facts) -> None:
    for name, value in facts.items():
        monkeypatch.setenv(f"SHUPING_{name.upper()}", str(value))
    settings.cache_clear()


def program(folder, name, words="") -> None:
    """A little program of this name that says something."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{words}'\n")
    path.chmod(0o755)


def test_a_migrated_database_is_sound_and_says_its_revision(engine: Engine):
    found = finding("数据库")
    assert found.sound
    assert found.needed
    assert found.state.startswith("SQLite" if engine.dialect.name == "sqlite" else "PostgreSQL")
    assert found.state.endswith(migrate.head())


def test_an_empty_database_is_told_to_be_set_up():
    found = finding("数据库")
    assert not found.sound
    assert found.needed
    assert "尚未建库" in found.state
    assert "shuping init" in found.remedy


def test_a_database_at_another_revision_is_told_to_be_migrated(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'old.db'}"
    setting(monkeypatch, database_url=url)
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("create table alembic_version (version_num varchar(32) primary key)")
        connection.exec_driver_sql("insert into alembic_version values ('0000')")
    found = finding("数据库")
    assert not found.sound
    assert "结构版本 0000" in found.state
    assert "先备份" in found.remedy


def test_a_database_that_does_not_answer_is_one_sentence_not_a_trace(monkeypatch):
    setting(monkeypatch, database_url="postgresql://nobody@127.0.0.1:1/nothing")
    found = finding("数据库")
    assert not found.sound
    assert found.state.startswith("PostgreSQL 连接失败（")
    assert "\n" not in found.state
    assert "SHUPING_DATABASE_URL" in found.remedy


def test_a_missing_browser_is_worth_a_word_but_stops_nothing(tmp_path, monkeypatch):
    setting(monkeypatch, browser_path=tmp_path / "nowhere")
    found = finding("Chromium 浏览器")
    assert (found.sound, found.needed, found.state) == (False, False, "未找到")
    assert "SHUPING_BROWSER_PATH" in found.remedy
    program(tmp_path, "my-chromium")
    setting(monkeypatch, browser_path=tmp_path / "my-chromium")
    assert finding("Chromium 浏览器").state == str(tmp_path / "my-chromium")


def test_a_machine_with_fonts_uses_them_and_one_without_uses_the_carried_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert finding("中文字体").sound
    assert "思源黑体" in finding("中文字体").state
    program(tmp_path, "fc-list", "Noto Sans CJK SC")
    assert finding("中文字体").state == "系统字体可用"


def test_the_sidecar_is_sound_only_while_it_beats(engine: Engine, monkeypatch):
    assert finding("边车进程").state == "从未运行"
    beat = now()
    with writing() as session:
        session.add(JobBeat(job="heartbeat", holder="host:1", at=beat))
    assert finding("边车进程").sound
    assert finding("边车进程").state == f"最近心跳 {to_minute(beat)}（host:1）"
    monkeypatch.setattr(diagnosis, "now", lambda: beat + 2 * diagnosis.SILENCE)
    found = finding("边车进程")
    assert (found.sound, found.needed) == (False, False)
    assert "shuping up" in found.remedy


def test_little_room_on_the_disk_is_worth_a_word(monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: type(usage)(1000, 900, 100))
    found = finding("磁盘空间")
    assert (found.sound, found.needed) == (False, False)
    assert "10.0%" in found.state


def test_the_data_folder_need_not_exist_yet(tmp_path, monkeypatch):
    setting(monkeypatch, data_dir=tmp_path / "a" / "b")
    found = finding("数据目录")
    assert found.sound
    assert found.state == str(tmp_path / "a" / "b")


def test_a_data_folder_that_cannot_be_made_is_said_not_raised(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    setting(monkeypatch, data_dir=tmp_path / "file" / "data")
    assert "SHUPING_DATA_DIR" in finding("数据目录").remedy
    assert {found.subject for found in diagnosis.examine() if found.needed and not found.sound} == {
        "数据库",
        "数据目录",
    }
