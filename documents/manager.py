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
        address: where letters come from and go back to, in one line: street and number, postcode and town.
        telephone: where a tenant can call.
        iban, account_holder: where the rent is paid to; the holder is the manager where none is set.
        payment_reference: what a tenant writes with the payment; the letter's own reference where none is set.
        collection_register: the manager's number in the register of collection services (Wki, art. 5).
        fourteen_day_letter: whether the demand goes out as the 14-day letter of art. 6:96 BW.
        complaints_address: where a complaint about collection goes (Wki, art. 13), an e-mail address or a page.
    """

    name: str
    objection_address: str = ""
    privacy_statement: str = ""
    website: str = ""
    address: str = ""
    telephone: str = ""
    iban: str = ""
    account_holder: str = ""
    payment_reference: str = ""
    collection_register: str = ""
    complaints_address: str = ""
    fourteen_day_letter: bool = False

    @property
    def shown_name(self) -> str:
        """The name for pages that are made whether it was set or not; letters are not (letters/wording.py)."""
        return self.name or "[naam van de beheerder]"
