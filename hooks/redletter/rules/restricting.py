"""One form for a limit that is said in two ways: `not unless you agree` and `only if you agree`."""

from __future__ import annotations

from dataclasses import replace

from redletter.lexicon import Hit, Lexicon, Term
from redletter.rules.reading import Reading

_REACH = 1  # words between `only` and the condition that it limits to
_FREEING = ("negation", "exception", "condition", "before", "after")


def limited_alike(before: Reading, after: Reading, lexicon: Lexicon) -> tuple[Reading, Reading]:
    """The readings, both with `only` where the one says it so and the other by a negation."""
    old, new = _in_one_form(before, lexicon), _in_one_form(after, lexicon)
    apart = before.terms("only").total() != after.terms("only").total()
    alike = old.terms("only").total() == new.terms("only").total()
    return (old, new) if apart and alike else (before, after)


BOUND = "bound"  # the list of limits that were said by a negation: promises all the same


def _in_one_form(reading: Reading, lexicon: Lexicon) -> Reading:
    """A reading with `not … unless`, `not … before`, `nobody … without` and `only if` as `only`."""
    found: list[Hit] = []
    for start, stop in reading.sentences:
        found += _limited([hit for hit in reading.hits if start <= hit.start < stop], reading, lexicon)
    return replace(reading, hits=tuple(sorted(found, key=lambda hit: hit.start)))


def _limited(hits: list[Hit], reading: Reading, lexicon: Lexicon) -> list[Hit]:
    denied = [hit for hit in hits if hit.term.list == "negation"]
    if not denied:
        limits = [hit.start for hit in hits if hit.term.list == "only"]
        return [
            hit
            for hit in hits
            if hit.term.list not in ("condition", "after")
            or not any(at <= hit.start <= at + 1 + _REACH for at in limits)
        ]
    words = lexicon.plain
    freed = [hit for hit in hits if reading.words[hit.start].norm in words["unless"]] or [
        hit for hit in denied if reading.words[hit.start].norm in words["without"]
    ]
    firm = [hit for hit in denied if hit not in freed]
    if len({hit.start for hit in freed}) != 1 or len(firm) != 1 or not _is_freed(firm[0], freed[0], reading):
        return hits
    gone = [firm[0], *(hit for hit in freed if hit.term.list in _FREEING)]
    limit = next(term for term in lexicon.terms if term.list == "only")
    put = [Hit(term, firm[0].start, firm[0].stop) for term in (limit, Term(BOUND, BOUND, limit.words))]
    return [*(hit for hit in hits if hit not in gone), *put]


def _is_freed(firm: Hit, freeing: Hit, reading: Reading) -> bool:
    """Whether the freeing word is of the denial's clause: `not … unless`, or opens the sentence."""
    start, _ = reading.sentences[reading.words[firm.start].sentence]
    if freeing.start < firm.start:
        return freeing.start == start
    between = range(firm.stop, freeing.start)
    joined = any(hit.term.list in ("and", "or") and hit.start in between for hit in reading.hits)
    parted = any(firm.stop <= at < freeing.start and mark in ",;:" for at, mark in reading.marks)
    return not (joined or parted)
