"""Every setting of the product, typed, validated and explained in one place.

Belongs here: what a property manager may choose, with its reason, and where a secret is to be found. Does not belong
here: the secrets themselves, or any rule that the law fixes. Values come from the environment (prefix
`VROEGSIGNAAL_`) and from a `.env` file, in the working folder or beside the rooms; the environment wins, then the working
folder. `.env.example` lists them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_origin, get_type_hints

from dotenv import dotenv_values  # what pydantic-settings reads .env with
from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from exports.ground.failures import PermanentFailure
from exports.keeping.retention import Retention
from orchestration.environment import CHECKOUT, ENV_FILES, IS_CHECKOUT, NO_SETTINGS, PREFIX
from orchestration.machine_memory import share_of_a_run
from orchestration.reader_settings import LANDING_MAX_AGE_DAYS
from validations.desk_files import is_signal_desk


class DeskSettings(BaseSettings):
    """How one desk is reached. `folder`: a person uploads. `sftp` and `api` need the fields named after them.

    Secrets are never given here, only the file that holds them (readable by its owner alone). Read desk by desk, when it is
    its turn, so that one desk's broken setting stops no other (`Settings.desk`).
    """

    model_config = SettingsConfigDict(env_file=".env", env_nested_delimiter="__", extra="ignore", frozen=True, defer_build=True)

    channel: Literal["folder", "sftp", "api"] = "folder"
    host: str = ""
    port: int = 22
    user: str = ""
    key_file: Path | None = None
    password_file: Path | None = None
    host_key: str = ""
    directory: str = "."
    withdrawals_directory: str = ""
    feedback_directory: str = ""
    base_url: str = ""
    token_file: Path | None = None
    auth_header: str = "Authorization"
    auth_scheme: str = "Bearer"
    signals_path: str = "signals"
    withdrawals_path: str = "withdrawals"
    signal_fields: dict[str, str] = Field(default_factory=dict, description="Our column -> the desk's field, as JSON.")
    withdrawal_fields: dict[str, str] = Field(default_factory=dict)
    ca_file: Path | None = None
    timeout_seconds: float = Field(default=30, gt=0)
    attempts: int = Field(default=3, ge=1, le=10)


class MailSettings(BaseModel):
    """Word to people by plain SMTP. Off unless `host` and `to` are given."""

    host: str = ""
    port: int = 25
    security: Literal["none", "starttls", "tls"] = "none"
    user: str = ""
    password_file: Path | None = None
    sender: str = "vroegsignaal@localhost"
    to: str = ""


class BackupSettings(BaseModel):
    """Where the nightly copy of the home goes, and whose age public key opens it. Off unless `folder` is given."""

    folder: Path | None = None
    encrypt_to: str = ""


class ManagerSettings(BaseModel):
    """The property manager's own name and addresses, for letters, the report and the website text."""

    name: str = ""
    objection_address: str = ""
    privacy_statement: str = ""
    website: str = ""
    address: str = Field(default="", description="One line: street and number, postcode and town.")
    telephone: str = ""
    iban: str = Field(default="", description="Where the rent is paid to.")
    account_holder: str = Field(default="", description="Whose account that is; empty: the manager's.")
    payment_reference: str = Field(default="", description="What tenants write with it; empty: the letter's reference.")
    collection_register: str = Field(default="", description="The number in the register of collection services (Wki).")
    complaints_address: str = Field(default="", description="Where a complaint about collection goes (Wki).")
    fourteen_day_letter: bool = Field(default=False, description="The demand as the 14-day letter of art. 6:96 lid 6 BW.")


class Settings(BaseSettings):
    """The choices of docs/rules.md 5 and of the operation, each with its default and reason."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILES, env_nested_delimiter="__", extra="ignore", frozen=True
    )

    home: Path = Field(
        default=CHECKOUT / "var" if IS_CHECKOUT else "",
        validate_default=True,
        description="The folder under which everything is read and written. Outside a checkout there is no default.",
    )
    file_format: Literal["xlsx", "csv"] = "xlsx"
    inbox_quiet_seconds: int = Field(default=60, ge=0)
    wait_for_home_seconds: int = Field(default=1800, ge=0)

    minimum_amount: Decimal = Field(default=Decimal("0.00"), ge=0, decimal_places=2)
    redelivery: Literal["never", "on_increase", "always"] = "never"
    redelivery_after_days: int = Field(default=30, ge=1)
    new_arrears_grace_days: int = Field(default=5, ge=0)
    post_days: int = Field(default=2, ge=0)
    later_facts: Literal["hold", "ignore"] = "hold"
    stated_balance: Literal["block", "warn"] = "block"

    landing_max_age_days: int = Field(default=LANDING_MAX_AGE_DAYS, ge=0)
    shrink_minimum_rows: int = Field(default=100, ge=0)
    shrink_largest_loss: Decimal = Field(default=Decimal("0.20"), ge=0, le=1)
    decreed_days_off: str = Field(default="", description="Dates (ISO, comma) that were decreed equal to holidays.")

    page_port: int = Field(default=3000, ge=1, le=65535, description="Where this home's page listens, on this machine only.")
    auditors_port: int = Field(default=3001, ge=1, le=65535, description="The same for its page on which nothing can be started.")

    memory_limit: str = Field(
        default_factory=share_of_a_run,
        description="DuckDB's part of a run's memory; default: half the machine's, 1500MB at least, 3000MB at most.",
    )
    metrics_file: Path | None = Field(default=None, description="Where each run's metrics go; default: reports/metrics.prom.")

    retention: Retention = Retention()
    mail: MailSettings = MailSettings()
    backup: BackupSettings = BackupSettings()
    manager: ManagerSettings = ManagerSettings()

    @field_validator("home", mode="before")
    @classmethod
    def _is_said(cls, value: object) -> object:
        if not value:  # personal data must not land in the working folder, or in site-packages, because nobody chose
            raise ValueError("say where everything is read and written: a folder on an encrypted disk")
        return value

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        if "\0" in str(value):
            raise ValueError("a folder's name has no NUL character")
        try:
            return value.expanduser().absolute()
        except RuntimeError:
            raise ValueError("there is no such user, whose folder `~` could stand for") from None

    def desk(self, name: str) -> DeskSettings:
        """The settings of one desk, from the names that begin with `VROEGSIGNAAL_<DESK>__`.

        Raises:
            PermanentFailure: one of them cannot be used; named with its rule, never by its value.
        """
        prefix = f"{PREFIX}{name.upper()}__"
        try:
            made: Callable[..., DeskSettings] = DeskSettings  # a type checker sees no argument besides its fields
            found: DeskSettings = made(_env_prefix=prefix)
            return found
        except (ValidationError, SettingsError) as error:
            problems = error.errors() if isinstance(error, ValidationError) else []
            reasons = "; ".join(f"{prefix}{str(each['loc'][0]).upper()}: {each['msg']}" for each in problems)
            words = f"{name} cannot be reached: {reasons or f'a setting below {prefix} is no JSON'}; nothing was sent"
            raise PermanentFailure("setting_unusable", words) from None


def unknown_names(environment: Mapping[str, str], env_files: Sequence[Path] = ENV_FILES) -> list[str]:
    """The names with our prefix that no setting has: a misspelt one would else silently keep its default."""
    given = {*environment, *(name for file in env_files if file.is_file() for name in dotenv_values(file))}
    ours = {name.upper().removeprefix(PREFIX) for name in given if name.upper().startswith(PREFIX)}
    strange = {name for name in ours.difference(NO_SETTINGS) if not _is_ours(name.split("__"))}
    # A line without its `=` makes a name of the value: that is not repeated.
    return sorted(
        {PREFIX + (name if re.fullmatch(r"[A-Z0-9_]+", name, re.ASCII) else "... (with other characters)") for name in strange}
    )


def _is_ours(parts: Sequence[str]) -> bool:
    return _is_setting(parts, Settings) or (is_signal_desk(parts[0].lower()) and _is_setting(parts[1:], DeskSettings))


def _is_setting(parts: Sequence[str], model: object) -> bool:
    names = get_type_hints(model) if isinstance(model, type) and (is_dataclass(model) or issubclass(model, BaseModel)) else None
    if names is None or not parts:  # a value; of a dictionary the keys are free
        return not parts or get_origin(model) is dict
    return parts[0].lower() in names and _is_setting(parts[1:], names[parts[0].lower()])
