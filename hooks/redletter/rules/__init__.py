"""The rules: what a row of the table is, and the table."""

from redletter.rules.rule import Rule
from redletter.rules.table import TABLE

__all__ = ["TABLE", "Rule"]
