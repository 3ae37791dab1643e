"""Measure, print, write: the figures of this machine, beside a peer measured in the same minute."""

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path

from core.settings import settings
from tests.bench import designs, engine, gate, launches, library, paints, reruns, responses, topics, workbooks
from tests.bench.line import Line
from tests.running.city import City


def main() -> None:
    """Run every measurement; whether a promise holds is said, never raised."""
    with tempfile.TemporaryDirectory(prefix="shuping-bench-") as folder, ExitStack() as stack:
        city = City.on(Path(folder) / "data")
        stack.callback(city.stop)
        city.start()
        peer = reruns.peer(Path(folder) / "peer")
        stack.callback(peer.stop)
        peer.start()
        lines = reruns.measure(city, peer)
        lines += designs.measure(city, peer)
        lines += paints.measure(city, peer)
        # Last, because it fills the city's library.
        lines += library.measure(city, peer)
        peer.stop()
        open_app = gate.ungated(city)
        stack.callback(open_app.stop)
        open_app.start()
        lines.append(gate.measure(city, open_app))
    # The servers have stopped: what follows wants both processors to itself.
    lines += engine.measure()
    lines += workbooks.workbook_lines()
    lines += topics.measure()
    lines += library.import_lines()
    lines += launches.measure()
    lines += responses.measure()
    _show(lines)
    target = settings().data_dir / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps([line.as_json() for line in lines], ensure_ascii=False, indent=2) + "\n")
    print(f"-> {target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target}")


def _show(lines: list[Line]) -> None:
    print(f"{'':<42}{'ours':>10}{'peer':>10}{'ratio':>8}{'target':>8}  holds")
    for line in lines:
        print(
            f"{line.name:<42}{line.ours:>7.2f} {line.unit:<2}{line.peer:>7.2f} {line.unit:<2}"
            f"{line.ratio:>8.2f}{line.target:>8.2f}  {'yes' if line.holds else 'NO'}"
        )


if __name__ == "__main__":
    main()
