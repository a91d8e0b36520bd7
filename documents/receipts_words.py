"""What is wrong with how far the receipts go, in Dutch, for whoever works from the lists.

Belongs here: those sentences. Does not belong here: the data team's (run_words.py), how far the receipts go
(sources/receipts.py), or what waits.
"""

from __future__ import annotations

from documents.todo_item import TodoItem
from sources.receipts import Receipts, Silence


def in_dutch(receipts: Receipts) -> str:
    """Why nothing stands ready."""
    if receipts.until is None:
        return "In de administratie staat geen enkele ontvangst: niemand kan zien wie er betaald heeft."
    return (
        f"De ontvangsten zijn bij tot en met {receipts.until:%d-%m-%Y}, {receipts.days_old} dagen vóór de peildatum: wie daarna "
        "betaalde, lijkt nog achterstand te hebben."
    )


def stale_todo(receipts: Receipts) -> list[TodoItem]:
    """What a person does where the receipts are too old to say that rent was not paid."""
    action = "Meldingen en brieven wachten: zet een verse export in landing/ en draai de dag opnieuw."
    return [TodoItem("De ontvangsten zijn te oud", action, [in_dutch(receipts)], "now")]


def silence_todo(silence: Silence | None) -> list[TodoItem]:
    """What a person does where the export seems to end too early."""
    if silence is None:
        return []
    action = "Zet wat ontbreekt in landing/ en draai opnieuw, voordat u iets inlevert."
    return [TodoItem("Lang geen enkele ontvangst: is de export heel?", action, [silence_in_dutch(silence)], "now")]


def silence_in_dutch(silence: Silence) -> str:
    """That the export seems to end before the day up to which the bank is said to be in it."""
    return (
        f"Na {silence.since:%d-%m-%Y} staat er geen enkele ontvangst, terwijl de bank verwerkt heet tot en met "
        f"{silence.until:%d-%m-%Y}: {silence.days} dagen, langer dan ooit in het jaar daarvoor. Ontbreekt er een export? Wie "
        "intussen betaalde, lijkt achterstand te hebben."
    )
