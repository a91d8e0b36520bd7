"""Write dbt's seed of desks from the desks' files, or with --check only say whether it is the same.

    python -m validations.desks [--check]

Belongs here: that file alone. Does not belong here: what a desk is (the package's own first lines).
"""

from __future__ import annotations

import sys

from validations.desk_files import FOLDER
from validations.desks import seed

SEED = FOLDER.parents[1] / "dbt_project" / "seeds" / "desks.csv"


def main() -> int:
    """Status 1 where --check finds another list than the files give."""
    if "--check" not in sys.argv[1:]:
        SEED.write_text(seed(), "utf-8")
        return 0
    if SEED.read_text("utf-8") == seed():
        return 0
    print(f"{SEED.name} is not what the files in {FOLDER.name}/ give: python -m validations.desks")
    return 1


if __name__ == "__main__":
    sys.exit(main())
