"""dbt's documentation as one file that asks nothing of the outside.

Belongs here: having dbt make it, stamping it with the version it describes, and holding it to "no outside requests".
Does not belong here: its words (dbt_project/models, docs/) or the other pages for auditors (documents/).

No warehouse and no data are needed: the pages describe the project, and hold no row of anybody.
"""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from orchestration import dbt_runner
from orchestration.environment import CHECKOUT

STAMP = "(stamped by `vroegsignaal docs`)"
# What dbt's page asks of its own server; in a single file there is none.
OF_A_SERVER = re.compile(r'<link rel="(?:canonical|shortcut icon)"[^>]*>')
OUTSIDE = re.compile(
    r"""(?:src|href|action|srcset|poster)\s*=\s*\\?["']?\s*(?:https?:)?//[^\s"'>\\]+|@import\s|url\(\s*\\?["']?(?:https?:)?//""",
    re.IGNORECASE,
)
# dbt's page carries a tracker that stays off unless a project asks for it; here there is nothing it could load.
TRACKER = re.compile(r'"//[^"]+/sp\.js"')
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data: blob:; font-src data:\">"
)  # whatever the page tries, the browser asks nobody
PROBE = "http://[::1]"  # jQuery tries whether the browser knows such an address; it is never asked for


class AsksOutside(Exception):
    """The page would ask something of another address; it was not written."""


def project_version() -> str:
    """The product's version and, in a git checkout, the commit: which rules these pages describe."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=CHECKOUT, capture_output=True, text=True, timeout=10, check=True
        )
        return f"{version('vroegsignaal')} ({done.stdout.strip()})"
    except (OSError, subprocess.SubprocessError):
        return version("vroegsignaal")


def make(stamp: str) -> str:
    """The whole documentation as one HTML text; `stamp` says which version, made when.

    Raises:
        DbtFailed: dbt could not make it.
        AsksOutside: the page would ask something of another address.
    """
    dbt_runner.ensure_manifest()
    with TemporaryDirectory(prefix="vroegsignaal-docs-") as folder:
        target = Path(folder) / "target"
        outcome = dbt_runner._invoke(
            ["docs", "generate", "--static", "--empty-catalog"],
            target,
            warehouse=Path(folder) / "warehouse.duckdb",
            memory_limit="500MB",
        )
        if not outcome.success:
            raise dbt_runner.DbtFailed("dbt could not make the docs; run `dbt docs generate` in dbt_project/ to see why")
        page = (target / "static_index.html").read_text(encoding="utf-8")
    page = TRACKER.sub('"data:,"', OF_A_SERVER.sub("", page)).replace(STAMP, stamp).replace(str(CHECKOUT), "")
    return checked(page.replace("<head>", f"<head>{POLICY}", 1))


def checked(page: str) -> str:
    """The page itself, where it asks nothing of another address."""
    outside = [found.group() for found in OUTSIDE.finditer(page) if PROBE not in found.group()]
    if outside:
        raise AsksOutside(f"the page asks {len(outside)} thing(s) of another address, such as {outside[0][:80]}")
    return page
