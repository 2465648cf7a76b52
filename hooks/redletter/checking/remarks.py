"""What a check finds, and how grave each kind of finding is: one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stands against publication; a warning is for a person to look at; a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


# An error is a contradiction that a reader would meet, or a promise of policies.yml that is not kept.
# What careful people may have meant, or what words alone cannot prove, is a warning.
SEVERITIES = {
    # what is judged
    "change-material": Severity.NOTICE,
    # numbers
    "number-duplicate": Severity.ERROR,
    "number-gap": Severity.WARNING,
    "number-order": Severity.WARNING,
    # references and links
    "reference-broken": Severity.ERROR,
    "anchor-broken": Severity.ERROR,
    "link-broken": Severity.ERROR,
    "link-misleads": Severity.ERROR,
    "ground-missing": Severity.ERROR,
    # languages against each other
    "language-missing": Severity.ERROR,
    "language-behind": Severity.ERROR,  # lags, where policies.yml does not allow it
    "language-lags": Severity.WARNING,
    "clause-untranslated": Severity.ERROR,
    "number-differs": Severity.ERROR,
    "structure-differs": Severity.WARNING,
    "fact-differs": Severity.ERROR,
    "email-differs": Severity.ERROR,
    "web-differs": Severity.WARNING,
    "dates-differ": Severity.ERROR,
    # defined terms
    "term-unused": Severity.WARNING,
    "term-undefined": Severity.WARNING,
    "term-capitalised": Severity.WARNING,
    "term-defined-twice": Severity.WARNING,
    # what the making of the text left in it
    "text-empty": Severity.ERROR,
    "placeholder-left": Severity.ERROR,
    "sign-invisible": Severity.ERROR,
    # the history that the text has by its file
    "history-begins": Severity.WARNING,
    # dates and what they promise
    "notice-short": Severity.ERROR,
    "date-unmoved": Severity.ERROR,
    "date-backwards": Severity.WARNING,
    "consent-url-missing": Severity.ERROR,
    "consent-until-missing": Severity.WARNING,
    "consent-until-early": Severity.ERROR,
    # the judgement
    "impact-assessment-missing": Severity.WARNING,
    "record-drift": Severity.WARNING,  # what was published is not taken back by a better rule
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that stands against publication, or that a person should look at.

    The catalogues say under `check.<rule>` what is wrong, under `.why` why it matters and under
    `.remedy` what to do; `arguments` fill the placeholders of all three.
    """

    severity: Severity
    rule: str
    path: str
    line: int | None
    arguments: tuple[tuple[str, object], ...] = ()


def remark(rule: str, path: str, line: int | None, **arguments: object) -> Remark:
    """A remark of a rule, as grave as the table says."""
    return Remark(SEVERITIES[rule], rule, path, line, tuple(arguments.items()))
