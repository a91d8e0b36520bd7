"""The product as people start it: `vroegsignaal run` in a process of its own, on a home of the test's own.

Belongs here: filling a home, running commands on it, asking its warehouse. Does not belong here: what should come out.

    product = Product(tmp_path / "home")
    product.put_landing(portfolio.write(tmp_path / "export"))
    product.run(date(2026, 4, 20))
    product.rows("select * from marts.signals")
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exports.duck import connect, rows

COMMAND = [sys.executable, "-c", "from orchestration.cli import main; main()"]
CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Product:
    """A home and the commands that work on it."""

    home: Path

    def put_landing(self, export: Path) -> None:
        """The property manager's new export, in place of the one before."""
        shutil.rmtree(self.home / "landing", ignore_errors=True)
        shutil.copytree(export, self.home / "landing")

    def put_feedback(self, file_name: str, text: str) -> None:
        (self.home / "inbox").mkdir(parents=True, exist_ok=True)
        (self.home / "inbox" / file_name).write_text(text, encoding="utf-8")

    def run(self, as_of: date, *options: str, **settings: object) -> str:
        """The whole day, which must end well; gives what it printed. `settings`: those of .env, in small letters."""
        return self.command("run", "--as-of", as_of.isoformat(), "--allow-future", *options, **settings)

    def command(self, *arguments: str, **settings: object) -> str:
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=self.home, env=self._environment(settings), capture_output=True, text=True
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"vroegsignaal {arguments[0]} ended with {done.returncode}:\n{said}"
        return done.stdout

    def rows(self, sql: str) -> list[dict[str, object]]:
        with connect(self.home / "warehouse.duckdb", read_only=True) as con:
            return rows(con, sql)

    def files(self, desk: str, start: str) -> list[str]:
        """Names of the files in a desk's outbox that begin so."""
        return sorted(path.name for path in (self.home / "outbox" / desk).glob(f"{start}*"))

    def _environment(self, settings: dict[str, object]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VROEGSIGNAAL_")}
        kept["PYTHONPATH"] = str(CHECKOUT)
        own = {"home": self.home, "inbox_quiet_seconds": 0, **settings}
        return kept | {f"VROEGSIGNAAL_{name.upper()}": str(value) for name, value in own.items()}
