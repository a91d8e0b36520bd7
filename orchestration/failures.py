"""How a failing step is described: our own errors in their own words, any other by kind and place alone.

Belongs here: the wrapper around every asset and check. Does not belong here: the errors themselves (each room has its
own). The text of a foreign exception (DuckDB, pandas, pandera) may quote a cell of the data, so it is never repeated.
"""

from __future__ import annotations

import functools
import inspect
import logging
import traceback
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from distribution.plan import PlanRefused
from distribution.report import SieveFailed
from documents.letters.wording import TextsRefused
from exports.delivery.delivered_lines import LinesNotWritten
from exports.ground.duck import FileIsDamaged, FileIsHeld
from exports.ground.failures import BorderFailure, is_panic
from exports.ground.formats import LaterFormat
from exports.register.events import EventRefused
from exports.register.log import RegisterError
from orchestration.dbt_runner import DbtFailed
from orchestration.guards import NotOfThisDay
from orchestration.lock import HomeIsHeld
from orchestration.manual_actions import ActionRefused
from orchestration.warehouse_snapshot import NothingYet
from sources.findings import SourcesRefused
from sources.landing import LandingFailed
from sources.landing_state import LandingChanged
from sources.sieved import SieveRefused
from validations.outgoing import ContractBroken, GateBypassed
from validations.problems import TableRefused

SAFE = (
    ActionRefused, BorderFailure, ContractBroken, DbtFailed, EventRefused, FileIsDamaged, FileIsHeld, GateBypassed, HomeIsHeld,
    LandingChanged, LandingFailed, LaterFormat, LinesNotWritten, NothingYet, NotOfThisDay, PlanRefused, RegisterError,
    SieveFailed, SieveRefused, SourcesRefused, TableRefused, TextsRefused,
)  # fmt: skip

NOT_REPEATED = "its text is not repeated, since it may quote the data"


def in_words(error: BaseException) -> str:
    """What may be said of `error` anywhere: its own text where it is ours, else its kind and where it arose."""
    if isinstance(error, dg.Failure):
        return error.description or "failed"
    if isinstance(error, SAFE):
        return str(error)
    if isinstance(error, OSError):
        name = Path(str(error.filename)).name if error.filename else ""
        return f"{type(error).__name__}: {error.strerror} {name}".strip() + f" ({_place(error)})"
    return f"{type(error).__name__} at {_place(error)}; {NOT_REPEATED}"


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames[-4:]))


def is_of_ours(line: str) -> bool:
    """Whether a line of what failed speaks of a mistake of the program, which nobody finds in a file."""
    return NOT_REPEATED in line


def keep_foreign_texts_out_of_logs() -> None:
    """Dagster writes the full text of redacted errors to a logger of its own, and so to the terminal: not here."""
    for name in ("dagster.redacted_errors", "dagster._utils.error"):
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False


def without_personal_data(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an asset or check so that whatever it raises reaches Dagster without a value from the data."""
    if inspect.isgeneratorfunction(function):

        @functools.wraps(function)
        def generator(*args: Any, **kwargs: Any) -> Iterator[Any]:
            try:
                yield from function(*args, **kwargs)
            except dg.Failure:
                raise
            except BaseException as error:
                raise _failure(error) from None

        return _with_types(generator, function)

    @functools.wraps(function)
    def plain(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except dg.Failure:
            raise
        except BaseException as error:
            raise _failure(error) from None

    return _with_types(plain, function)


def _failure(error: BaseException) -> BaseException:
    """What is raised in its place; an interrupt, or an exit that was asked for, stays what it is."""
    if not isinstance(error, Exception) and not is_panic(error):
        return error
    return dg.Failure(description=in_words(error), allow_retries=False)


def _with_types(wrapper: Callable[..., Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """Dagster reads a step's arguments from its annotations, which it must find resolved on the wrapper."""
    vars(wrapper)["__signature__"] = inspect.signature(function, eval_str=True)
    wrapper.__annotations__ = typing.get_type_hints(function)
    return wrapper
