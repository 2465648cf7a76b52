"""Records: what was determined of each amendment and what is told of it, composed, written, read, matched."""

from redletter.records.composition import compose, tell, withdraw
from redletter.records.matching import Ledger, match, renumber
from redletter.records.reading import load
from redletter.records.record import RULES, Decision, Record, begin, path
from redletter.records.writing import dump

__all__ = [
    "RULES",
    "Decision",
    "Ledger",
    "Record",
    "begin",
    "compose",
    "dump",
    "load",
    "match",
    "path",
    "renumber",
    "tell",
    "withdraw",
]
