"""What an edited sentence is to the reader: a right, a promise, or a practice; and its subject."""

from __future__ import annotations

from redletter.model import Ground
from redletter.rules.comparison import Comparison, Passage
from redletter.rules.reading import Reading

_THRESHOLD = 6  # a strong term in changed words, or several weak ones
_RATIO = 0.45  # of the strongest ground's score; but so much is enough whatever the strongest has:
_ENOUGH = {"7.1": 24, "7.2": 9, "7.3": 15, "7.4": 24, "7.5": 12, "7.6": 12, "other": 12}
_LISTS = {
    Ground.SERVICE_MODEL: "7.1",
    Ground.OWNERSHIP: "7.2",
    Ground.RECIPIENTS: "7.3",
    Ground.RIGHTS: "7.4",
    Ground.CONTACT: "7.5",
    Ground.IMPACT_ASSESSMENT: "7.6",
    Ground.OTHER: "other",
}


def about(c: Comparison, ground: Ground) -> tuple[str, ...]:
    """The changed words that make the change one of this ground; empty where it is not."""
    return _scores(c).get(ground, ())


def subjects(c: Comparison) -> tuple[Ground, ...]:
    """The grounds the change is about, the strongest alone where none is strong."""
    found = tuple(_scores(c))
    return found or (nearest(c),)


def nearest(c: Comparison) -> Ground:
    """The ground whose words stand nearest, however few; 7.1, the widest, where there are none."""
    scores = {ground: c.subject(name)[0] for ground, name in _LISTS.items()}
    best = max(scores, key=lambda ground: scores[ground])
    return best if scores[best] else Ground.SERVICE_MODEL


def _scores(c: Comparison) -> dict[Ground, tuple[str, ...]]:
    scored = {ground: c.subject(name) for ground, name in _LISTS.items()}
    top = max(score for score, _ in scored.values())
    bar = max(_THRESHOLD, _RATIO * top)
    return {
        ground: words
        for ground, (score, words) in scored.items()
        if words and score >= min(bar, _ENOUGH[_LISTS[ground]])
    }


def is_right(c: Comparison) -> bool:
    """Whether an edited sentence, or what it hangs on, gives the reader a right or a choice."""
    return any(grants(p) for p in (*c.edited(0), *c.edited(1))) or any(
        _whole_has(reading, "affirmation") for reading in c.context[:2]
    )


def is_promise(c: Comparison) -> bool:
    """Whether an edited sentence, as it was, binds the company: what it does not do, or only, or will."""
    return any(promises(p) for p in c.edited(0))


def promises(passage: Passage) -> bool:
    return _has(passage, "commitment") or (_has(passage, "negation") and _has(passage, "practice"))


def grants(passage: Passage) -> bool:
    """Whether a sentence gives the reader a right or a choice."""
    if _has(passage, "affirmation"):
        return _has(passage, "reader") or _has(passage, "opt_out")
    return _has(passage, "you_can") and any(_has(passage, name) for name in ("right", "opt_out", "enable"))


def _has(passage: Passage, name: str) -> bool:
    return any(
        hit.term.list == name and passage.start <= hit.start < passage.stop for hit in passage.reading.hits
    )


has = _has


def _whole_has(reading: Reading, name: str) -> bool:
    return any(hit.term.list == name for hit in reading.hits)
