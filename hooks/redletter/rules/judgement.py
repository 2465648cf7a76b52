"""From the rules that fire on two texts to their judgement: the one place where levels are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from redletter import lexicon
from redletter.model import Consent, Determination, Direction, Finding, Ground, Level, Status
from redletter.rules import form_proofs, word_proofs
from redletter.rules.comparison import Comparison
from redletter.rules.denials import all_paired
from redletter.rules.exchanging import words_exchanged
from redletter.rules.listing import is_of_one_kind
from redletter.rules.narrowing import grounds_of, narrowed
from redletter.rules.rule import Rule
from redletter.rules.stance import (
    has,
    is_promise,
    is_right,
    subjects,
)
from redletter.rules.table import CLARIFYING, LAST, MATERIAL, RECAST, REST, WHOLE, WORDS


def judge_texts(
    before: str, after: str, language: str, *, context: tuple[str, ...] = (), moved: bool = False
) -> Determination:
    """The judgement of two texts of one clause in one language; an empty one is absent.

    `context` is what the clause hangs on, the nearest first: lead-in, headings.
    """
    if before == after and not moved:
        return Determination(Level.NONE)
    words = lexicon.load(language)
    if words is None:
        finding = Finding("no-lexicon", Ground.OTHER, "", language)
        return _material((finding,), sure=False, direction=Direction.UNKNOWN, consent=Consent.UNKNOWN)
    if before == after:
        return _editorial((Finding("moved-text", None, "", language),))
    c = Comparison(before, after, words, context=context)
    if proved := _proved(c):
        return _editorial(proved)
    fired = _evident(MATERIAL, c)
    if not fired and (reworded := _evident(CLARIFYING, c)):
        return _clarifying(reworded, c, sure=all(rule.id != "renamed-unproved" for rule, _ in reworded))
    if recast := _evident(RECAST, c):
        # A rule that sees something taken away may have seen what the facts do not show.
        answered = _ANSWERED | _DENYING if all_paired(c) else _ANSWERED
        return _clarifying(
            recast, c, sure=not any(rule.consent and rule.id not in answered for rule, _ in fired)
        )
    if fired or (fired := _evident(LAST, c)):
        return _derive(fired, c)
    if unexplained := _evident(REST, c):
        return _clarifying(unexplained, c)
    return _unexplained(c)


# Rules whose words a recast has shown to be answered: facts, rights, duties and conditions.
_ANSWERED = frozenset(
    [
        "compulsion-dropped",
        "condition-added-to-right",
        "consent-step-removed",
        "contact-no-longer-stated",
        "contact-removed",
        "deletion-replaced",
        "duty-became-discretion",
        "duty-dropped",
        "fee-added",
        "human-check-removed",
        "hurdle-added",
        "limitation-added",
        "limit-added-to-right",
        "limit-removed",
        "limit-widened",
        "negation-added-to-right",
        "period-dropped",
        "prompt-became-vague",
        "promise-dropped",
        "promise-narrowed",
        "proof-demanded",
        "right-dropped",
        "right-removed",
        "right-restricted",
        "scope-narrowed-for-reader",
    ]
)

# And where a denial is said by its opposite: `never leaves it`, `stays in it`.
_DENYING = frozenset(["negation-removed-from-promise"])


def triggers(before: str, after: str, language: str) -> tuple[str, ...]:
    """Words that came and may call for an impact assessment (GDPR art. 35(3), PIPL art. 55)."""
    words = lexicon.load(language)
    if words is None or not after:
        return ()
    c = Comparison(before, after, words)
    old = c.before.terms("assess")
    return tuple(
        dict.fromkeys(
            c.after.spoken(hit.start, hit.stop)
            for hit in c.after.hits
            if hit.term.list == "assess" and not old[hit.term.key]
        )
    )


def _proved(c: Comparison) -> tuple[Finding, ...]:
    """The editorial findings where they explain every difference; empty where one is left over."""
    if whole := _fired(WHOLE, c):
        return whole
    if c.inserted or c.repealed or form_proofs.turns(c):
        return ()
    if word_proofs.unproved(c) and not word_proofs.word_order(c):
        return ()
    return _fired(WORDS, c) or (Finding("layout", None, "", c.language),)


def _unexplained(c: Comparison) -> Determination:
    words = tuple(word.text for word in (*c.removed_words(), *c.added_words())) or words_exchanged(c)
    findings = tuple(Finding("unexplained", ground, _join(words), c.language) for ground in subjects(c))
    return _material(findings, sure=False, direction=Direction.UNKNOWN, consent=Consent.UNKNOWN)


def _derive(fired: list[tuple[Rule, tuple[str, ...]]], c: Comparison) -> Determination:
    about = narrowed(subjects(c), [rule for rule, _ in fired], c)
    findings = tuple(
        Finding(rule.id, ground, _join(words), c.language)
        for rule, words in fired
        for ground in grounds_of(rule, about, c)
    )
    rules = [rule for rule, _ in fired]
    effects = {rule: rule.effect(c) if rule.effect else rule.direction for rule in rules}
    exchanged = _is_exchange(findings, c)
    direction = Direction.NEUTRAL if exchanged else _gravest(effects.values())
    told = any(rule.sure or effects[rule] is not rule.direction for rule in rules)
    return _material(
        findings,
        # An effect that no rule can tell counts as adverse until a person has looked.
        sure=exchanged or (told and direction is not Direction.UNKNOWN),
        direction=direction,
        consent=Consent.REQUIRED
        if any(rule.consent for rule in rules) or (not exchanged and _may_take(effects, c))
        else Consent.NOT_REQUIRED,
    )


def _is_exchange(findings: tuple[Finding, ...], c: Comparison) -> bool:
    """Whether an office or an owner has another name, number or place.

    Like other contacts, it takes nothing from the reader and gives nothing.
    """
    return (
        {finding.rule for finding in findings} <= _EXCHANGES
        and {finding.ground for finding in findings} <= {Ground.OWNERSHIP, Ground.CONTACT}
        and not (is_right(c) or is_promise(c))
    )


_EXCHANGES = frozenset(["word-swapped", "name-changed", "number-changed", "country-changed"])


def _may_take(effects: Mapping[Rule, Direction], c: Comparison) -> bool:
    """Whether an effect that only the context tells, or nothing, takes something away from the reader.

    So it does where a word that turns a meaning changed in a sentence that stays; and on a right or a
    promise, but not where it undoes what would need consent, nor where only a contact changes.
    """
    adverse = _gravest(effects.values()) is Direction.ADVERSE
    if {rule.id for rule in effects} == {"word-swapped"} and is_of_one_kind(c):
        return False
    if adverse and c.is_small and any(has(p, "exception") for p in c.edited(1)):
        return True  # one exception more
    suspect = {
        rule.id
        for rule, effect in effects.items()
        if (rule.effect and effect is Direction.ADVERSE if adverse else effect is Direction.UNKNOWN)
        or (adverse and effect is Direction.UNKNOWN and rule.id == "exception-removed")
    }
    if c.is_small and suspect & (_TAKING if adverse else _TURNING):
        return True
    return bool(suspect - _UNDOING) and (is_right(c) or is_promise(c)) and subjects(c) != (Ground.CONTACT,)


_TAKING = frozenset(
    [
        "sequence-turned",
        "and-or-swapped",
        "limit-added",
        "security-measure-changed",
        "negation-added",
        "exception-removed",
        "denial-narrowed",
    ]
)
_TURNING = frozenset(
    [
        "negation-added",
        "negation-removed",
        "negation-moved",
        "exception-added",
        "exception-removed",
        "scope-word-changed",
        "and-or-swapped",
        "sequence-turned",
        "actor-swapped",
        "age-raised",
        "age-turned",
        "choice-changed",
        "comma-turns-meaning",
        "condition-moved",
        "condition-removed",
        "deletion-exchanged",
        "denial-narrowed",
        "minors-term-changed",
        "party-exchanged",
        "recipient-removed",
        "right-swapped",
        "span-of-time-turned",
        "start-of-period-changed",
        "still-changed",
        "number-changed",
        "done-through-others",
        "word-swapped",
        "words-crossed",
    ]
)
_UNDOING = frozenset(rule.mirror for rule in MATERIAL if rule.consent and rule.mirror)


def _gravest(directions: Iterable[Direction]) -> Direction:
    return min(directions, key=tuple(Direction).index)


def _material(
    findings: tuple[Finding, ...], *, sure: bool, direction: Direction, consent: Consent
) -> Determination:
    grounds = tuple(ground for ground in Ground if any(finding.ground is ground for finding in findings))
    status = Status.DECIDED if sure else Status.REVIEW
    return Determination(Level.MATERIAL, grounds, direction, consent, status, findings)


def _clarifying(
    fired: list[tuple[Rule, tuple[str, ...]]], c: Comparison, *, sure: bool = True
) -> Determination:
    """A rewording; where it is not `sure`, it may take something away."""
    findings = tuple(Finding(rule.id, None, _join(words), c.language) for rule, words in fired)
    decided = sure and all(rule.sure for rule, _ in fired)
    return Determination(
        Level.CLARIFYING,
        consent=Consent.NOT_REQUIRED if sure else Consent.UNKNOWN,
        status=Status.DECIDED if decided else Status.REVIEW,
        findings=findings,
    )


def _editorial(findings: tuple[Finding, ...]) -> Determination:
    return Determination(Level.EDITORIAL, findings=findings)


def _evident(rules: tuple[Rule, ...], c: Comparison) -> list[tuple[Rule, tuple[str, ...]]]:
    return [(rule, words) for rule in rules if (words := rule.evidence(c))]


def _fired(rules: tuple[Rule, ...], c: Comparison) -> tuple[Finding, ...]:
    return tuple(Finding(rule.id, None, _join(words), c.language) for rule, words in _evident(rules, c))


def _join(words: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word.strip()))
