"""Tests of whole paths through the product."""
