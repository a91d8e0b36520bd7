"""Checks on runs (delivered, fresh, in doubt). Shapes are pandera's, meaning is dbt's; not the same check twice."""

default_checks: list = []
