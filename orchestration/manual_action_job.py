"""Manual actions from Dagster's launchpad: the same as on the command line, by the same rules.

Belongs here: the launchpad's form. Does not belong here: what may be recorded when (manual_actions.py).
"""

from enum import Enum

import dagster as dg
from pydantic import Field

from exports.ground.home import Home
from orchestration import manual_actions, manual_lease_actions
from orchestration.failures import without_personal_data
from orchestration.settings import Settings


class Kind(Enum):
    """What is recorded; each is explained at the command of the same name (`vroegsignaal withdraw --help`)."""

    WITHDRAW = "withdraw"
    REFUSE = "refuse"
    ACCEPT = "accept"
    DISMISS = "dismiss"
    TELEPHONED = "telephoned"
    UPLOADED = "uploaded"
    RESOLVE = "resolve"
    ACCEPT_ROW = "accept-row"
    RELEASE = "release"
    RENUMBER = "renumber"


class ManualAction(dg.Config):
    """One manual action. Who and why end up in the register; no name, address, number or e-mail of a tenant."""

    kind: Kind = Field(
        description="withdraw, refuse or accept a signal; dismiss a row; uploaded or resolve a batch; release or renumber a "
        "lease; accept-row that names nobody"
    )
    subject: str = Field(
        description="The signal, batch or lease id, the file (uploaded), the feedback file (dismiss), or the "
        "row's key (accept-row)."
    )
    on: str = Field(default="", description="The day it was done, where before today; accept: the date of acceptance.")
    file: str = Field(default="", description="accept: the feedback file that says so, if one does.")
    line: int = Field(default=0, description="dismiss, accept: the line in the feedback file, as Excel counts.")
    outcome: str = Field(default="", description="resolve: delivered or not-delivered.")
    other: str = Field(default="", description="renumber: the lease's new number; accept-row: the landing table.")
    who: str = Field(description="Who did it.")
    why: str = Field(default="", description="Why, in a few words.")


@dg.op(description="Records one manual action in the register, under the day it is recorded, or the earlier one given.")
@without_personal_data
def record_act(context: dg.OpExecutionContext, config: ManualAction) -> None:
    home = Home.at(Settings().home)
    given = {"who": config.who, "why": config.why}
    if config.kind is Kind.ACCEPT:
        words = manual_actions.accept(home, config.subject, config.on, file=config.file, line=config.line, **given)
        context.log.info(words)
        return
    given["on"] = config.on
    if config.kind is Kind.DISMISS:
        words = manual_actions.dismiss(home, config.subject, config.line, **given)
    elif config.kind is Kind.ACCEPT_ROW:
        words = manual_lease_actions.accept_row(home, config.other, [config.subject], **given)
    elif config.kind is Kind.RELEASE:
        words = manual_lease_actions.release(home, config.subject, **given)
    elif config.kind is Kind.RENUMBER:
        words = manual_lease_actions.renumber(home, config.subject, config.other, who=config.who, why=config.why, on=config.on)
    elif config.kind is Kind.RESOLVE:
        words = manual_actions.resolve(home, config.subject, config.outcome, **given)
    else:
        act = {
            Kind.WITHDRAW: manual_actions.withdraw,
            Kind.REFUSE: manual_actions.refuse,
            Kind.UPLOADED: manual_actions.uploaded,
            Kind.TELEPHONED: manual_actions.telephoned,
        }[config.kind]
        words = act(home, config.subject, **given)
    context.log.info(words)


@dg.job(
    description="Use it to record what a person did: a signal withdrawn or refused manually, an acceptance matched manually, a "
    "file uploaded, a batch in doubt resolved, a lease released or renumbered, a row accepted. Fill in the form in the "
    "launchpad; the action becomes an event with who and why.",
    executor_def=dg.in_process_executor,
)
def persons_act() -> None:
    record_act()
