"""Evidence in whole sentences that came or went: what they state, promise or give."""

from __future__ import annotations

from redletter.lexicon import Hit
from redletter.model import Ground
from redletter.rules.block_proofs import says_nothing
from redletter.rules.clarifying import member
from redletter.rules.comparison import Comparison
from redletter.rules.items import kind_of
from redletter.rules.reading import LABEL_WORDS
from redletter.rules.rule import Evidence
from redletter.rules.sentences import Passage, hits_of
from redletter.rules.stance import (
    about,
    acts,
    chooses,
    comes_in,
    gives,
    grants,
    has,
    is_promise,
    is_right,
    promises,
    subjects,
)


def states(ground: Ground) -> Evidence:
    """A sentence about a ground came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        return about(c, ground) if _telling(c, c.new_sentences(), ground) else ()

    return evidence


def states_no_more(ground: Ground) -> Evidence:
    """A sentence about a ground went, and none about it came."""

    def evidence(c: Comparison) -> tuple[str, ...]:
        told = _telling(c, c.old_sentences(), ground) and not _speaking(c.new_sentences())
        return about(c, ground) if told else ()

    return evidence


def promise_dropped(c: Comparison) -> tuple[str, ...]:
    """A sentence that bound the company, or denied a practice, went."""
    policy = bool(about(c, Ground.OTHER))  # what it lets people have of itself, it promises
    gone = (p for p in _speaking(c.old_sentences()) if policy or not grants(p))
    return _told(p for p in gone if promises(p) or _denies(p) or (policy and grants(p)))


def _denies(p: Passage) -> bool:
    """Whether a sentence says without a condition that something is not done with data: `no cookies`."""
    told = any(has(p, name) for name in ("data", "purpose", "recipient"))
    return has(p, "negation") and told and not any(has(p, name) for name in _QUALIFYING)


_QUALIFYING = ("condition", "must", "may", "denial")


def notice_dropped(c: Comparison) -> tuple[str, ...]:
    """From a sentence that stays went that people are told: `; we will tell you why`."""
    told = any(hit.term.list == "practice" and hit.term.key in _NOTICE for hit in c.after.hits)
    if told or c.gained("practice"):
        return ()
    keys = {c.before.spoken(h.start, h.stop) for h in c.before.hits if h.term.key in _NOTICE}
    return tuple(word for word in c.lost("practice") if word in keys)


_NOTICE = frozenset(["notify", "benachrichtig*"])


def promise_made(c: Comparison) -> tuple[str, ...]:
    """A sentence that binds the company, or denies a practice, came."""
    come = (p for p in _speaking(c.new_sentences()) if not grants(p))
    return _told(p for p in come if promises(p) or _denies(p))


def right_dropped(c: Comparison) -> tuple[str, ...]:
    """A sentence that gave the reader a right or a choice went, and what it was about stays."""
    return () if _practice_went(c) else _told(p for p in _speaking(c.old_sentences()) if _gives_right(c, p))


def right_dropped_with_practice(c: Comparison) -> tuple[str, ...]:
    """A choice went together with the practice that it was a choice about."""
    given = (p for p in _speaking(c.old_sentences()) if _gives_right(c, p))
    return _told(given) if _practice_went(c) else ()


def _gives_right(c: Comparison, p: Passage) -> bool:
    """Whether a sentence gives a right, and tells neither of the policy's validity nor where to write."""
    return grants(p) and not _is_channel(p) and not about(c, Ground.OTHER)


def _practice_went(c: Comparison) -> bool:
    return any(
        (has(p, "practice") or has(p, "purpose")) and not grants(p) and not promises(p)
        for p in _speaking(c.old_sentences())
    )


def right_given(c: Comparison) -> tuple[str, ...]:
    """A sentence that gives the reader a right or a choice came."""
    return _told(p for p in _speaking(c.new_sentences()) if _gives_right(c, p))


def fee_stated(c: Comparison) -> tuple[str, ...]:
    """A sentence came by which the use of a right costs something."""
    if about(c, Ground.RIGHTS):
        return _told(p for p in _speaking(c.new_sentences()) if has(p, "fee") and not has(p, "free"))
    return ()


def protection_dropped(c: Comparison) -> tuple[str, ...]:
    """A sentence on a safeguard, or on encrypted or anonymous data, went, and none came."""
    kept = any(has(p, name) for p in c.new_sentences() for name in _PROTECTIONS)
    if kept:
        return ()
    return _told(
        p
        for p in _speaking(c.old_sentences())
        if any(has(p, name) for name in _PROTECTIONS) and not has(p, "inbound")
    )


_PROTECTIONS = ("safeguard", "protected")


def right_limited(c: Comparison) -> tuple[str, ...]:
    """Beside a right that stays, a sentence came that takes an exception to it or denies it."""
    stays = any(
        grants(Passage(c.before, start, stop, whole=False, changed=frozenset()))
        for start, stop in c.before.sentences
    )
    return _limits(c) if stays else ()


def limitation_added(c: Comparison) -> tuple[str, ...]:
    """Beside text that stays and gives no right, such a sentence came."""
    return () if right_limited(c) else _limits(c)


def _limits(c: Comparison) -> tuple[str, ...]:
    if c.inserted:
        return ()
    return _told(
        p
        for p in _speaking(c.new_sentences())
        if has(p, "denial") or (has(p, "exception") and not promises(p))
    )


def waiver_stated(c: Comparison) -> tuple[str, ...]:
    """A sentence came by which the reader gives up a right or a court."""
    return _told(p for p in _speaking(c.new_sentences()) if has(p, "waiver"))


def readers_exception_dropped(c: Comparison) -> tuple[str, ...]:
    """From what the company does, an exception for what the reader did went: `unless you object`."""
    if c.gained("exception", "negation") or is_promise(c) or is_right(c):
        return ()
    return tuple(
        c.before.spoken(hit.start, hit.stop)
        for hit in hits_of(c.edited(0), "exception")
        if not c.after.terms("exception")[hit.term.key]
        and any(
            each.term.list == "reader" and hit.stop <= each.start <= hit.stop + 1 for each in c.before.hits
        )
    )


def limit_widened(c: Comparison) -> tuple[str, ...]:
    """To what data is used, or passed on, for `only` something was added, or to the cases of that."""
    sides = (c.edited(0), c.edited(1))
    limited = all(any(has(p, "only") for p in side) for side in sides) and not c.lost("only")
    if not limited or c.lost("purpose", "recipient"):
        return ()
    return c.gained("purpose", "recipient") or (() if is_right(c) else member(c, 1))


def exception_widened(c: Comparison) -> tuple[str, ...]:
    """To the exceptions to a promise or a right a further one was added with `or`."""
    if not (is_right(c) or is_promise(c)):
        return ()
    return tuple(
        p.reading.words[at].text
        for p in c.edited(1)
        for hit in p.reading.hits
        if hit.term.list == "exception" and p.start <= hit.start < p.stop and not _any_changed(hit, p)
        for at in sorted(p.changed)
        if at >= hit.stop and _or_between(p, hit.stop, at)
    )


def _any_changed(hit: Hit, p: Passage) -> bool:
    return any(at in p.changed for at in hit.places)


def _or_between(p: Passage, start: int, stop: int) -> bool:
    """Whether an `or` that came stands between."""
    return any(
        hit.term.list == "or" and start <= hit.start <= stop and _any_changed(hit, p)
        for hit in p.reading.hits
    )


def hurdle_added(c: Comparison) -> tuple[str, ...]:
    """Beside text that stays or goes, a sentence came that demands something for the use of a right."""
    if c.inserted:
        return ()
    return _told(p for p in _speaking(c.new_sentences()) if has(p, "proof") or _demands(p))


def hurdle_raised(c: Comparison) -> tuple[str, ...]:
    """What the reader may do can be done in person or in writing only now, or demands more."""
    if c.gained("must") and not c.lost("must") and any(_demands(p) for p in c.edited(1)):
        return c.gained("must")
    if c.lost("hurdle") or not any(has(p, name) for p in c.edited(1) for name in _OF_RIGHT):
        return ()
    return () if subjects(c) == (Ground.CONTACT,) else c.gained("hurdle")


_OF_RIGHT = ("you_can", "affirmation", "right")


def _demands(p: Passage) -> bool:
    """Whether a sentence says what people must do to use a right."""
    return has(p, "must") and has(p, "reader") and (has(p, "right") or has(p, "opt_out"))


def deemed_consent(c: Comparison) -> tuple[str, ...]:
    """Silence or use is taken for consent."""
    found = [p for p in (*c.new_sentences(), *c.edited(1)) if has(p, "implied") and has(p, "consent")]
    old = any(has(p, "implied") and has(p, "consent") for p in (*c.old_sentences(), *c.edited(0)))
    return () if old and not c.lost("negation") else _told(found)


def consent_no_longer_deemed(c: Comparison) -> tuple[str, ...]:
    """Silence or use was taken for consent, and no more."""
    sides = (*c.old_sentences(), *c.edited(0))
    deemed = [p for p in sides if has(p, "implied") and has(p, "consent")]
    still = any(has(p, "implied") for p in (*c.new_sentences(), *c.edited(1)))
    return () if still else _told(deemed)


def _speaking(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    return tuple(p for p in passages if not says_nothing(p.reading, p.start, p.stop))


def _telling(c: Comparison, passages: tuple[Passage, ...], ground: Ground) -> tuple[Passage, ...]:
    """Sentences that state something; of what is done with data, a right or a choice states nothing."""
    speaking = _speaking(passages)
    if ground is Ground.RIGHTS:
        return () if about(c, Ground.OTHER) else tuple(p for p in speaking if not _is_channel(p))
    if ground not in (Ground.SERVICE_MODEL, Ground.RECIPIENTS):
        return speaking
    if ground is Ground.RECIPIENTS and about(c, Ground.OWNERSHIP):
        speaking = tuple(p for p in speaking if gives(p))
    if kind_of(c) == "right" or _is_right_item(c):
        return ()  # what a right is about is not what is done
    if ground is Ground.SERVICE_MODEL:
        speaking = tuple(p for p in speaking if not _answers_questions(p))
    else:
        speaking = tuple(p for p in speaking if not comes_in(p) and not _complains(p))
    return () if speaking and all(chooses(p) for p in speaking) else speaking


def _is_right_item(c: Comparison) -> bool:
    """Whether the clause opens with the name of a right: `**Right of access.** …`"""
    start, stop = c.whole.sentences[0] if c.whole.sentences else (0, 0)
    opening = Passage(c.whole, start, stop, whole=True, changed=frozenset())
    return stop - start <= LABEL_WORDS < len(c.whole.words) and has(opening, "affirmation")


def _answers_questions(p: Passage) -> bool:
    """Whether a sentence only says where to ask: `questions about how your data is used`."""
    return has(p, "questions") and has(p, "contact") and not acts(p)


def _is_channel(p: Passage) -> bool:
    """Whether a sentence tells where to write or to complain, and gives no other right."""
    rights = {hit.term.key for hit in p.reading.hits if hit.term.list == "right" and p.holds(hit)}
    return has(p, "contact") and has(p, "7.5") and rights <= _COMPLAINT


def _complains(p: Passage) -> bool:
    """Whether a sentence is of where to complain, whatever framework it names."""
    channel = any(
        h.term.list == "contact" and h.term.key in _COMPLAINT and p.holds(h) for h in p.reading.hits
    )
    return channel and not gives(p) and not has(p, "recipient")


_COMPLAINT = frozenset(["complaint*", "complain*", "dispute resolution", "beschwerde*", "schlichtung*"])


def _told(passages: object) -> tuple[str, ...]:
    return tuple(p.reading.spoken(p.start, min(p.stop, p.start + _SHOWN)) for p in passages)  # type: ignore[attr-defined]


_SHOWN = 14  # words of a sentence that are quoted
