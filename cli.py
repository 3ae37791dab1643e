"""`shuping …`: start, set up, mend and examine an installation without a browser."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

# The command works from any folder: the project is where this file lies, files are where the person stands.
ROOT = Path(__file__).resolve().parent
HERE = Path.cwd()
sys.path.insert(0, str(ROOT))

# Matrix products of a block are small: more threads would wait for each other, and for everybody else's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import click  # noqa: E402
from pydantic import ValidationError  # noqa: E402

from core.errors import Invalid, ShupingError  # noqa: E402

RESTART_SECONDS = 5


class ChineseGroup(click.Group):
    """Shows product errors as their sentence, without a trace."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; errors meant for people end with exit code 1."""
        try:
            return super().invoke(ctx)
        except Invalid as error:
            told = [problem for problem in error.problems if problem.rule not in error.message]
            listed = "".join(f"\n  {problem}" for problem in told)
            raise click.ClickException(f"{error.message if listed else error}{listed}") from error
        except ShupingError as error:
            raise click.ClickException(str(error)) from error
        except ValidationError as error:
            reasons = "；".join(str(fault["msg"]).removeprefix("Value error, ") for fault in error.errors())
            raise click.ClickException(f"设置有误：{reasons}") from error


@click.group(cls=ChineseGroup, help="数评：公共数据共享绩效评估")
def main() -> None:
    """The root of all commands."""
    os.chdir(ROOT)


@main.command(help="启动网页服务与边车进程")
@click.option("--port", type=int, default=None, help="端口，默认取 SHUPING_PORT 或 8501")
@click.option("--host", default=None, help="监听地址，默认 127.0.0.1")
@click.option("--no-worker", is_flag=True, help="不启动边车进程（多副本时由别处启动）")
def up(port: int | None, host: str | None, no_worker: bool) -> None:
    """Migrate, start the sidecar, serve."""
    from core.demo.build import refresh_reference
    from core.settings import settings
    from core.store import migrate
    from core.store.engine import default_engine

    if port:
        os.environ["SHUPING_PORT"] = str(port)
    if host:
        os.environ["SHUPING_HOST"] = host
    settings.cache_clear()
    migrate.upgrade(default_engine())
    refresh_reference()
    if not no_worker:
        threading.Thread(target=_keep_worker, daemon=True).start()
    address = f"http://{'localhost' if settings().host in ('127.0.0.1', '0.0.0.0') else settings().host}"
    click.echo(f"数评已启动：{settings().public_url or f'{address}:{settings().port}'}　（Ctrl+C 停止）")
    _serve(settings().host, settings().port)


def _serve(host: str, port: int) -> None:
    sys.argv = [str(ROOT / "asgi.py")]
    from asgi import serve

    serve(host, port)


def _keep_worker() -> None:
    """Start the sidecar, and again whenever it ends, for as long as this process lives."""
    while True:
        subprocess.run([sys.executable, "-m", "connectors.worker"], cwd=ROOT, check=False)
        time.sleep(RESTART_SECONDS)


@main.command(help="建立数据库；可装入演示数据")
@click.option("--demo", type=click.Choice(["dezhou"]), default=None, help="装入演示数据：德州市 2020")
@click.option("--empty", is_flag=True, help="只建库并装入机构、字典、工作日历、角色与菜单")
def init(demo: str | None, empty: bool) -> None:
    """Make the database ready; running it twice changes nothing."""
    from connectors.platforms.demo import PLATFORM
    from core.demo.build import build_demo, build_reference
    from core.store import migrate
    from core.store.engine import default_engine

    if not demo and not empty:
        raise click.UsageError("请指定 --demo dezhou 或 --empty")
    migrate.upgrade(default_engine())
    if empty:
        build_reference()
        click.echo("数据库已就绪。用 shuping password 账号 --create 建立首个系统管理员。")
        return
    accounts = build_demo(platform=PLATFORM)
    if not accounts:
        click.echo("演示数据已存在，保持不变。忘记口令可用 shuping password 账号 重置。")
        return
    click.echo("演示账号（口令只显示这一次，系统不保存明文；可用 shuping password 账号 重置）：")
    for account in accounts:
        click.echo(f"  {account.login:<12} {account.password}   {account.name}（{account.roles}）")


@main.command(help="重置账号口令并解锁；加 --create 建立系统管理员")
@click.argument("name")
@click.option("--create", is_flag=True, help="账号不存在时建立为系统管理员")
def password(name: str, create: bool) -> None:
    """Print a new password for an account, once."""
    from core.access.passwords import fresh_secret
    from core.access.service import NewPerson, add_person, reset_password
    from core.audit.actor import Actor
    from core.store.session import writing

    actor, secret = Actor.system("命令行"), fresh_secret()
    with writing() as session:
        if create:
            new = NewPerson(login=name, name="系统管理员", organisation_id=None, roles=["administrator"])
            text = add_person(session=session, actor=actor, new=new, secret=secret)
        else:
            text = reset_password(session=session, actor=actor, login=name, secret=secret)
    click.echo(f"{name} 的新口令（只显示这一次）：{text}")


@main.group(help="仿真平台：可连接、可改数、可弄坏的数据来源")
def platform() -> None:
    """Runnable stand-ins of the platforms numbers come from."""


@platform.command(help="市共享交换平台：一个 SQLite 文件，或 --url 指定的 PostgreSQL 库")
@click.option("--init", "fresh", is_flag=True, help="按库中最近导入的指标值重新生成全部表")
@click.option(
    "--path", type=click.Path(dir_okay=False), default=None, help="文件，默认在数据目录的 platforms 下"
)
@click.option("--url", default=None, help="PostgreSQL 地址；其中的同名表会被重建")
def exchange(fresh: bool, path: str | None, url: str | None) -> None:
    """Build the exchange platform's stand-in, or say where it is and what is in it."""
    from connectors.platforms import demo
    from connectors.platforms.exchange import count_rows

    address = url or demo.address(HERE / path if path else None)
    rows = demo.build_exchange(address) if fresh else count_rows(address)
    click.echo(f"市共享交换平台（演示）：{address}")
    for name, count in rows.items():
        click.echo(f"  {name:<16} {count:>8,} 行")


@main.command(help="检查本机缺什么、怎么补")
def doctor() -> None:
    """Say what this machine lacks; exit code 1 if something needed is missing."""
    from core.diagnosis import examine

    findings = examine()
    for finding in findings:
        mark = "正常" if finding.sound else ("缺少" if finding.needed else "提醒")
        click.echo(f"[{mark}] {finding.subject}：{finding.state}")
        if not finding.sound:
            click.echo(f"       处理办法：{finding.remedy}")
    if any(finding.needed and not finding.sound for finding in findings):
        raise SystemExit(1)


class FileName(click.ParamType):
    """A file named from where the person stands, whatever folder the command works in."""

    name = "文件"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The whole path."""
        return HERE / value


FILE = FileName()


@main.command(help="检查指标体系工作簿：结构、权重、口径、来源；给出指标值时另查区分度")
@click.option("--system", "system_file", type=FILE, required=True, help="指标体系工作簿（.xlsx）")
@click.option("--values", "values_file", type=FILE, default=None, help="往期指标值（.xlsx 或 .csv）")
def check(system_file: Path, values_file: Path | None) -> None:
    """Print the health check; exit code 1 where something red was found."""
    from core.documents.score_files import examine_files
    from core.indicators.health import Light

    findings = examine_files(system_file, values_file)
    for finding in findings:
        click.echo(str(finding))
    counts = {light: sum(finding.light is light for finding in findings) for light in Light}
    click.echo("合计：" + "，".join(f"{light} {count} 项" for light, count in counts.items()))
    if counts[Light.RED]:
        raise SystemExit(1)


@main.command(help="按指标体系工作簿和指标值计算得分，不需要数据库")
@click.option("--system", "system_file", type=FILE, required=True, help="指标体系工作簿（.xlsx）")
@click.option("--values", "values_file", type=FILE, required=True, help="指标值（.xlsx 或 .csv）")
@click.option("--out", "out_file", type=FILE, default=None, help="结果文件：.xlsx、.csv 或 .json")
@click.option("--explain", "unit", default=None, help="逐项说明一个单位的得分（单位代码或名称）")
def score(system_file: Path, values_file: Path, out_file: Path | None, unit: str | None) -> None:
    """Score files; without --out the ranking is printed."""
    from core.documents import score_files

    score_files.check_target(out_file, system_file, values_file)
    system = score_files.read_system_file(system_file)
    boards = score_files.read_values_file(values_file, system)
    rows = sum(len(values.units) for _, values in boards)
    with click.progressbar(length=rows, label="计算得分", file=sys.stderr) as bar:
        periods = score_files.score_boards(system, boards, bar.update)
    if out_file:
        score_files.write_scores(periods, out_file)
        click.echo(f"已写入 {out_file}（{rows} 行）", err=True)
    if unit:
        click.echo(score_files.explained_unit(periods, unit))
    elif not out_file:
        for line in score_files.ranking(periods):
            click.echo(line)


@main.command(help="给出空白工作簿：带 --system 是这个体系的指标值模板，不带则是体系工作簿样例")
@click.option("--system", "system_file", type=FILE, default=None, help="指标体系工作簿（.xlsx）")
@click.option("--out", "out_file", type=FILE, required=True, help="要写的文件（.xlsx）")
def template(system_file: Path | None, out_file: Path) -> None:
    """Write a workbook to fill in."""
    from core.documents import score_files

    score_files.write_template(system_file, out_file)
    click.echo(f"已写入 {out_file}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    main()
