"""The property manager as letters, the report and the website text name it.

Belongs here: the facts these texts need. Does not belong here: where they are set (the settings).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ManagerFacts:
    """The manager's own name and addresses; an empty text is one that was not set.

    Attributes:
        name: as it stands above a letter.
        objection_address: where a tenant objects in writing, an e-mail address (text 2 of the work instruction).
        privacy_statement: where the privacy statement can be read, a web address.
        website: the manager's website.
    """

    name: str
    objection_address: str = ""
    privacy_statement: str = ""
    website: str = ""
