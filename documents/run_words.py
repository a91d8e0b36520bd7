"""What a run says to the data team of its deliveries and of what keeps them, in English.

Belongs here: a sentence for each outcome, without personal data. Does not belong here: the outcomes and their codes
(exports/delivery/once.py, reconcile.py), or what the office reads (mail_texts.py, status.py).
"""

from __future__ import annotations

from exports.delivery.channels import LineProblem
from exports.delivery.once import Outcome
from exports.delivery.reconcile import Finding
from sources.receipts import Receipts, Silence

MOST_LINES = 10  # refused lines named in a message; the register has them all


def outcome_in_words(outcome: Outcome) -> str:
    """What became of a batch in this run, and what to do."""
    refused = _refused(outcome.refused)
    if outcome.status == "delivered":
        return f"delivered: {outcome.detail}"
    if outcome.status == "abandoned":
        return "not sent: today's lines are others; its leases are judged again"
    if outcome.status == "partly":
        return f"{outcome.missing} of {outcome.lines_in_batch} lines not taken or not sent{refused}; to be judged again"
    if outcome.status == "in_doubt":
        described = outcome.detail or f"of {outcome.unknown} line(s) it is not known whether they arrived{refused}"
        return f"{described}. {_ask(outcome.batch_id)}"
    if outcome.code == "refused_by_desk" and outcome.refused:
        return f"the desk took no line{refused}; correct the source data"
    return outcome.detail or "nothing was delivered"


def finding_in_words(finding: Finding) -> str:
    """What a run found of a batch that an earlier one left, and what to do."""
    return {
        "delivered": "had been delivered and was not recorded yet; now it is",
        "partly": "some of its lines arrived and are recorded; the others are judged again",
        "found_unsent": "did not leave; it is sent if the data are still the same, and dropped if not",
        "in_doubt": f"it is not known whether it arrived ({finding.reason}); its leases wait. {_ask(finding.batch_id)}",
    }[finding.found]


def receipts_in_words(receipts: Receipts, most: int) -> str:
    """Why the receipts are too old, older than `most` days: what is so, what is allowed, what to do."""
    if receipts.until is None:
        return "there is no receipt in the ledger at all, so nobody knows who paid: put a whole export in landing/ and run again"
    basis = "export_info says so" if receipts.is_stated else "the newest one in the ledger; no export_info says otherwise"
    return (
        f"the receipts are {receipts.days_old} days older than the as-of date (up to {receipts.until}: {basis}; at most {most} "
        "are allowed): put a fresh export in landing/ and run again"
    )


def silence_in_words(silence: Silence) -> str:
    """That the export seems to end before the day up to which export_info says the receipts are in it."""
    return (
        f"no receipt after {silence.since}, though export_info says that they are in up to {silence.until}: {silence.days} days, "
        "more than ever in the year before. If an export is missing, put it in landing/ and run again"
    )


def _ask(batch_id: str) -> str:
    return f"Ask the desk, then record it: vroegsignaal resolve {batch_id} delivered|not-delivered"


def _refused(refused: tuple[LineProblem, ...]) -> str:
    """Which lines the desk would not take and its word for why: numbers in the file, nobody's name."""
    if not refused:
        return ""
    described = ", ".join(f"line {problem.line_number} ({problem.code})" for problem in refused[:MOST_LINES])
    more = f" and {len(refused) - MOST_LINES} more" if len(refused) > MOST_LINES else ""
    return f": refused {described}{more}"
