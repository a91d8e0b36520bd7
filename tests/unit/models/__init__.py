"""Tests of the models in dbt_project/."""
