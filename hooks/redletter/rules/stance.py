"""What an edited sentence is to the reader: a right, a promise, or a practice; and its subject."""

from __future__ import annotations

from functools import lru_cache

from redletter.lexicon import Hit
from redletter.model import Ground
from redletter.rules.comparison import Comparison
from redletter.rules.reading import Reading
from redletter.rules.restricting import BOUND
from redletter.rules.sentences import Passage
from redletter.rules.topics import topic

_RECENT = 8  # comparisons whose answers are kept: rules ask the same of one many times
_THRESHOLD = 6  # a strong term in changed words, or several weak ones
_RATIO = 0.45  # of the strongest ground's score; but so much is enough whatever the strongest has:
_AROUND = 0.75
_DOUBLE = 2
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
    likely = topics_of(c).get(Ground.RIGHTS, 1.0)  # `insurers may view your claim` is no right
    if _is_of_right(c) and likely > _HARDLY and not {Ground.CONTACT, Ground.OTHER} & set(found):
        return (Ground.RIGHTS,)
    return _by_topic(c, found) or (nearest(c),)


def _by_topic(c: Comparison, found: tuple[Ground, ...]) -> tuple[Ground, ...]:
    """What the topic of the sentences says where their terms say nothing, or nearly the contrary."""
    likely = topics_of(c)
    best = max(likely, key=lambda ground: likely[ground], default=None)
    if best is None:
        return found
    if found:
        if not c.is_small or c.lead_in or likely[best] < _CLEARLY:
            return found
        if best not in found:
            return found if _scores(c).get(Ground.OWNERSHIP) else (best,)
        return tuple(ground for ground in found if likely.get(ground, 1.0) > _HARDLY)
    alone = likely[best] >= _LIKELY and (c.is_small or len(c.passages) == 1)
    return (best,) if alone else ()


_LIKELY = 0.5  # so likely a topic must be where no term tells another
_CLEARLY = 0.75  # and so likely where terms do;
_SURELY = 0.9  # so likely the only one that holds,
_PLAIN = 25  # in a clause of so few words
_HARDLY = 0.1  # then a ground that is as unlikely as this is none, whatever its terms


@lru_cache(maxsize=_RECENT)
def topics_of(c: Comparison) -> dict[Ground, float]:
    """How likely the edited sentences are about each ground, on average."""
    if not c.passages:
        return {}
    told = [topic(p.reading, p.start, p.stop) for p in c.passages]
    likely = {ground: sum(each[ground] for each in told) / len(told) for ground in told[0]}
    if all(comes_in(p) for p in c.passages):  # what we are given has no recipient
        rest = 1 - likely.pop(Ground.RECIPIENTS)
        likely = {ground: share / rest for ground, share in likely.items()}
    return likely


def _is_of_right(c: Comparison) -> bool:
    """Whether only words changed in sentences that do nothing but give the reader a right."""
    sides = (*c.edited(0), *c.edited(1))
    given, right = (subject(c, _LISTS[ground])[0] for ground in (Ground.RECIPIENTS, Ground.RIGHTS))
    passed_on = given > _DOUBLE * right  # `a contractor who can see your orders`
    return c.is_small and bool(sides) and all(chooses(p) for p in sides) and not passed_on


def is_told(c: Comparison) -> bool:
    """Whether the words or the topic tell the ground, and it is not merely the nearest."""
    return bool(_scores(c))


def nearest(c: Comparison) -> Ground:
    """The ground whose words stand nearest, however few; 7.1, the widest, where there are none."""
    scores = {ground: subject(c, name)[0] for ground, name in _LISTS.items()}
    if not any(scores.values()):  # then the sentences around
        scores = {ground: _around(c, name) for ground, name in _LISTS.items()}
    best = max(scores, key=lambda ground: scores[ground])
    return best if scores[best] else Ground.SERVICE_MODEL


def strongest(c: Comparison, grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    """Of these grounds the one whose words tell most; the first of equals."""
    return (max(grounds, key=lambda ground: subject(c, _LISTS[ground])[0]),)


def likely(grounds: tuple[Ground, ...], c: Comparison) -> tuple[Ground, ...]:
    """Of these grounds those that the topic of the sentences allows; all, where it is none of them."""
    topics = topics_of(c)
    best = max(topics, key=lambda ground: topics[ground], default=None)
    if best is None or topics[best] < _CLEARLY:
        return grounds
    if best not in grounds:
        short = max(len(c.before.words), len(c.after.words)) <= _PLAIN and c.is_small and c.lead_in is None
        none = all(topics.get(ground, 1.0) < _HARDLY for ground in grounds)
        return (best,) if short and none and topics[best] >= _SURELY else grounds
    return tuple(ground for ground in grounds if topics.get(ground, 1.0) > _HARDLY)


def is_passed_on(c: Comparison) -> bool:
    """Whether the sentences are of what others are given or see."""
    named = any(has(p, "recipient") for p in c.edited(0)) and any(has(p, "recipient") for p in c.edited(1))
    likely = topics_of(c).get(Ground.RECIPIENTS, 0.0) >= _LIKELY
    return Ground.RECIPIENTS in _scores(c) or (named and likely)


def beside_right(c: Comparison) -> tuple[Ground, ...]:
    """What else a sentence is about in which the reader's consent is asked for, by few words."""
    scores = {ground: subject(c, _LISTS[ground])[0] for ground in _BESIDE}
    told = (ground for ground, least in _BESIDE.items() if scores[ground] >= least)
    best = max(told, key=lambda ground: scores[ground], default=None)
    if best is None:
        likely = topics_of(c)
        best = next((ground for ground in _BESIDE if likely.get(ground, 0.0) >= _BESIDES), None)
    return (best,) if best else ()


_BESIDES = 0.5  # so likely a topic is told beside the right where no term is
_BESIDE = {Ground.RECIPIENTS: 4, Ground.OWNERSHIP: _THRESHOLD, Ground.SERVICE_MODEL: _THRESHOLD}


def _around(c: Comparison, name: str) -> int:
    return sum(
        hit.term.weight for reading in (c.before, c.after) for hit in reading.hits if hit.term.list == name
    )


@lru_cache(maxsize=_RECENT)
def _scores(c: Comparison) -> dict[Ground, tuple[str, ...]]:
    scored = {ground: subject(c, name) for ground, name in _LISTS.items()}
    small = c.is_small or c.lead_in is not None
    top = max(score for score, _ in scored.values())
    bar = max(_THRESHOLD, _RATIO * top)
    found = {}
    for ground, (score, words) in scored.items():
        # In a small edit the sentence around tells the ground too, if it does so clearly.
        wanted = min(bar, _ENOUGH[_LISTS[ground]]) if words else max(bar, _AROUND * top)
        if (words or small) and score >= wanted:
            found[ground] = words
    return found or _told_by_topic(c)


def _told_by_topic(c: Comparison) -> dict[Ground, tuple[str, ...]]:
    """The topic of a sentence that came or went and has no strong term."""
    if len(c.passages) != 1 or not c.passages[0].whole or c.whole.block == "row":
        return {}
    (p,) = c.passages
    likely = topics_of(c)
    best = max(likely, key=lambda ground: likely[ground])
    words = p.reading.spoken(p.start, min(p.stop, p.start + _SHOWN))
    return {best: (words,)} if likely[best] >= _LIKELY else {}


_SHOWN = 14  # words of a sentence that are quoted


@lru_cache(maxsize=_RECENT)
def is_right(c: Comparison) -> bool:
    """Whether an edited sentence, or what it hangs on, gives the reader a right or a choice."""
    return any(grants(p) for p in (*c.edited(0), *c.edited(1))) or any(
        _wholehas(reading, "affirmation") for reading in c.context[:2]
    )


@lru_cache(maxsize=_RECENT)
def is_promise(c: Comparison) -> bool:
    """Whether an edited sentence, as it was, binds the company: what it does not do, or only, or will."""
    return any(promises(p) for p in c.edited(0))


def promises(passage: Passage) -> bool:
    return has(passage, "commitment") or (
        (has(passage, "negation") or has(passage, BOUND))
        and (has(passage, "practice") or has(passage, "purpose"))
    )


def grants(passage: Passage) -> bool:
    """Whether a sentence gives the reader a right or a choice."""
    if passage.reading.block == "row":
        return False  # what a table tells of periods and purposes gives nothing
    if has(passage, "affirmation"):
        return has(passage, "reader") or has(passage, "opt_out") or passage.reading.block == "item"
    if has(passage, "you_can"):
        return any(has(passage, name) for name in ("right", "opt_out", "enable"))
    return has(passage, "may") and has(passage, "opt_out") and not acts(passage)  # `it can be switched off`


def chooses(passage: Passage) -> bool:
    """Whether a sentence does nothing but give the reader a right: the company does not act in it."""
    return grants(passage) and not acts(passage)


def acts(passage: Passage) -> bool:
    """Whether the company acts in a sentence."""
    words = passage.reading.words[passage.start : passage.stop]
    return any(word.norm in _ACTING for word in words)


_ACTING = frozenset(["we", "wir"])


def comes_in(passage: Passage) -> bool:
    """Whether a sentence tells what the company is given by others, and not what it gives them."""
    return has(passage, "inbound") and not gives(passage)


def gives(passage: Passage) -> bool:
    """Whether a sentence tells that data is passed on, sold or published."""
    received = {at for hit in passage.reading.hits if hit.term.list == "inbound" for at in hit.places}
    return any(
        hit.term.list == "practice"
        and hit.term.key in _OUTWARD
        and passage.holds(hit)
        and not received & set(hit.places)
        for hit in passage.reading.hits
    )


_OUTWARD = frozenset(
    ["share", "sell", "transfer", "publish", "weitergeb*", "verkauf", "übertrag*", "veröffentlich*"]
)


def served(passage: Passage) -> frozenset[int]:
    """Where a sentence tells of what serves the reader: a right, a protection, that data is deleted."""
    return frozenset(
        hit.start
        for hit in passage.reading.hits
        if passage.holds(hit) and (hit.term.list in _SERVING or (hit.term.list, hit.term.key) in _SERVICES)
    )


_SERVING = ("protected", "consent", "opt_out", "opt_in", "right")
_SERVICES = frozenset(
    [("practice", "delete"), ("practice", "lösch*")]
    + [("deed", key) for key in ("ask", "agree", "object", "withdraw", "delete", "notify")]
    + [
        ("deed", key)
        for key in ("bitten", "einwillig*", "widersprech*", "widerruf*", "lösch*", "benachrichtig*")
    ]
)


def has(passage: Passage, name: str) -> bool:
    return any(
        hit.term.list == name and passage.start <= hit.start < passage.stop for hit in passage.reading.hits
    )


def _wholehas(reading: Reading, name: str) -> bool:
    return any(hit.term.list == name for hit in reading.hits)


_NEAR = 3  # words within which a term stands beside a change


def subject(c: Comparison, name: str) -> tuple[int, tuple[str, ...]]:
    """How much the change is about a ground, and the words that say so.

    A term in changed words counts three times its weight, beside them twice, elsewhere in a changed
    sentence and in what the clause hangs on once, but three times in the lead-in of an item. Each term
    counts once.
    """
    best: dict[str, int] = {}
    words: dict[str, str] = {}
    for passage in c.passages:
        if name == "7.3" and comes_in(passage):
            continue
        mailed = any("@" in passage.reading.words[at].norm for at in passage.changed)
        if name == "7.5" and mailed and not passage.whole:
            best["@"] = _THRESHOLD  # another e-mail address
        for hit in passage.reading.hits:
            if hit.term.list != name or not passage.start <= hit.start < passage.stop:
                continue
            changed = any(at in passage.changed for at in hit.places)
            beside = not changed and _beside(c, hit, passage)
            value = hit.term.weight * (
                3 if changed or (beside and c.is_small) else 2 if beside or c.is_small else 1
            )
            if value > best.get(hit.term.key, 0):
                best[hit.term.key] = value
                if changed:
                    words[hit.term.key] = passage.reading.spoken(hit.start, hit.stop)
    for reading in c.context[:2]:
        factor = 3 if reading is c.lead_in else 1
        for hit in reading.hits:
            if hit.term.list == name:
                best[hit.term.key] = max(best.get(hit.term.key, 0), factor * hit.term.weight)
    return sum(best.values()), tuple(words.values())


def _beside(c: Comparison, hit: Hit, passage: Passage) -> bool:
    """Whether a term stands within a few words of a place where the texts differ."""
    side = 0 if passage.reading is c.before else 1
    near = range(hit.start - _NEAR, hit.stop + _NEAR)
    return any(
        at in near
        for hunk in c.hunks
        for at in ((hunk.old or (hunk.old_at,)), (hunk.new or (hunk.new_at,)))[side]
    )
