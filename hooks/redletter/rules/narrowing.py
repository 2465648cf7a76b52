"""Of which grounds a change is, where the words around it tell of more than it touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from redletter.model import Ground
from redletter.rules.comparison import Comparison
from redletter.rules.rule import Rule
from redletter.rules.sentences import Passage
from redletter.rules.stance import (
    beside_right,
    has,
    is_passed_on,
    is_right,
    is_told,
    likely,
    strongest,
    topics_of,
)

_Grounds = tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """A small edit: what its words are about, the rules that fired and their own grounds."""

    about: _Grounds
    own: _Grounds
    rules: tuple[Rule, ...]
    c: Comparison


def narrowed(about: _Grounds, rules: list[Rule], c: Comparison) -> _Grounds:
    """What the change is about, less what only the words around it are about.

    Rules with a ground of their own tell it. In a small edit without them the narrowest ground does:
    whatever is passed on, or may be objected to, is processed too.
    """
    own = tuple(ground for ground in Ground if any(rule.ground is ground for rule in rules))
    told = tuple(ground for ground in own if ground in about) or about
    if _is_one_sentence(c):
        if _tells_of_handover(c.passages[0]):
            return _SALE
        return _allowed(tuple(ground for ground in Ground if ground in {*own, *told}), rules, c)
    if not c.is_small:
        return told
    if c.after.block == "row":
        return about  # a row of a table tells several things
    edit = _Edit(about, own, tuple(rules), c)
    return next((told for each in _NARROWER if (told := each(edit))), about)


def _is_one_sentence(c: Comparison) -> bool:
    return len(c.passages) == 1 and c.passages[0].whole and c.whole.block != "row"


def grounds_of(rule: Rule, about: _Grounds, c: Comparison) -> _Grounds:
    """The grounds of one finding: the rule's own, or what the change is about."""
    if rule.ground:
        narrow = c.is_small or _is_one_sentence(c)
        return about if narrow and rule.ground not in about else (rule.ground,)
    if rule.also is Ground.RIGHTS:
        return _with_rights(c)
    if rule.also is None or rule.also in about or about != (Ground.SERVICE_MODEL,):
        return about
    return (*about, rule.also) if is_told(c) else (rule.also,)


def _of_sale(edit: _Edit) -> _Grounds:
    if not _hands_over(edit.c):
        return ()
    rights = any(rule.also is Ground.RIGHTS for rule in edit.rules)
    return (*_SALE, Ground.RIGHTS) if rights else _SALE


_SALE = (Ground.OWNERSHIP, Ground.RECIPIENTS)


def _hands_over(c: Comparison) -> bool:
    """Whether data go to whoever takes over, before and after: a recipient as well as an owner."""
    return all(any(_tells_of_handover(p) for p in c.edited(side)) for side in (0, 1))


def _tells_of_handover(passage: Passage) -> bool:
    return all(has(passage, name) for name in ("deal", "handed", "held"))


def _of_choice(edit: _Edit) -> _Grounds:
    chosen = any(rule.also is Ground.RIGHTS for rule in edit.rules)
    return _with_rights(edit.c) if chosen or _turns_consent(edit) else ()


def _turns_consent(edit: _Edit) -> bool:
    """Whether a denial came, or a limit went, where consent is asked for before and after."""
    asked = all(any(has(p, "consent") for p in edit.c.edited(side)) for side in (0, 1))
    return asked and any(rule.id in ("negation-added", "limit-removed") for rule in edit.rules)


def _with_rights(c: Comparison) -> _Grounds:
    beside = _SALE if _hands_over(c) else beside_right(c)
    return tuple(ground for ground in Ground if ground in {*beside, Ground.RIGHTS})


def _apart(edit: _Edit) -> _Grounds:
    """Of owners, contacts and the policy itself, fees, rights and choices are a part."""
    first = edit.about[0]
    kept = {Ground.OWNERSHIP, first} | ({Ground.SERVICE_MODEL} if first is Ground.OTHER else set())
    alone = len(edit.about) == 1 and first in _APART
    if not alone or kept & set(edit.own):
        return ()
    addressed = any(rule.id in _OF_ADDRESSES for rule in edit.rules)
    return (*edit.about, Ground.CONTACT) if addressed and first is Ground.OWNERSHIP else edit.about


_OF_ADDRESSES = ("mail-address-changed", "street-or-telephone-changed")
_APART = (Ground.OWNERSHIP, Ground.CONTACT, Ground.OTHER)


def _of_passing(edit: _Edit) -> _Grounds:
    if {rule.id for rule in edit.rules} <= _OF_FORM and _tells_recipients(edit.c):
        return (Ground.RECIPIENTS,)
    if edit.own != (Ground.SERVICE_MODEL,) or not is_passed_on(edit.c):
        return ()
    data = {rule.id for rule in edit.rules if rule.ground} <= _OF_DATA
    return (Ground.RECIPIENTS,) if data else edit.own


def _tells_recipients(c: Comparison) -> bool:
    """Whether the clause, before and after, tells what others are given."""
    lists = ({hit.term.list for hit in reading.hits} for reading in (c.before, c.after))
    given = all(names & {"giving", "receiving"} for names in lists)
    return given and topics_of(c).get(Ground.RECIPIENTS, 0.0) >= _PERHAPS


_BARELY = 0.05
_PERHAPS = 0.2  # so likely a topic must be where words tell the same


# In which form data are passed on,
_OF_FORM = frozenset(["protection-weakened", "protection-strengthened", "security-measure-changed"])
# and what is passed on.
_OF_DATA = frozenset(
    ["data-type-added", "data-type-removed", "data-type-swapped", "security-measure-changed"]
)


def _of_right(edit: _Edit) -> _Grounds:
    return (Ground.RIGHTS,) if is_right(edit.c) and any(r.id in _OF_RIGHTS for r in edit.rules) else ()


_OF_RIGHTS = frozenset(["voluntary-became-required", "required-became-voluntary"])


def _of_rules(edit: _Edit) -> _Grounds:
    return _allowed(edit.own, edit.rules, edit.c)


def _allowed(grounds: _Grounds, rules: Iterable[Rule], c: Comparison) -> _Grounds:
    """Of these grounds those that the topic allows, and those of somebody or something that is named."""
    allowed = likely(grounds, c)
    kept = {*allowed, *(rule.ground for rule in rules if rule.id in _OF_NAMES)}
    if allowed == (Ground.RECIPIENTS,) and topics_of(c).get(Ground.OWNERSHIP, 1.0) < _BARELY:
        kept.discard(Ground.OWNERSHIP)  # a company that does something for us
    if set(allowed) <= {Ground.OWNERSHIP, Ground.CONTACT} and not _lists_recipients(c):
        kept.discard(Ground.RECIPIENTS)  # who is named owns, or is to be asked
    told = any(rule.id in _OF_THEIR_OWN for rule in rules)
    return grounds if told else tuple(ground for ground in Ground if ground in kept)


def _lists_recipients(c: Comparison) -> bool:
    """Whether the clause is an item of a list of those who are given data."""
    return c.lead_in is not None and any(hit.term.list == "giving" for hit in c.lead_in.hits)


# By their words these tell the ground better than a topic does.
_OF_THEIR_OWN = frozenset(["scope-of-policy-changed", "right-waived", "done-through-others"])
# Whoever is named is owner, recipient or office, whatever the sentence is about.
_OF_NAMES = frozenset(
    [
        "company-changed",
        "mail-address-changed",
        "named-recipient-changed",
        "street-or-telephone-changed",
        "third-party-dropped",
        "third-party-named",
    ]
)


def _of_words(edit: _Edit) -> _Grounds:
    narrow = tuple(ground for ground in edit.about if ground is not Ground.SERVICE_MODEL)
    return strongest(edit.c, narrow) if narrow else ()


# Asked in this order.
_NARROWER = (_of_sale, _of_choice, _apart, _of_passing, _of_right, _of_rules, _of_words)
