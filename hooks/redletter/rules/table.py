"""The rule table: a row a rule."""

from __future__ import annotations

from redletter.model import Direction, Ground, Level
from redletter.rules import clarifying, editorial, names, operators, passages, quantities
from redletter.rules.comparison import Comparison
from redletter.rules.operators import (
    about_ground, against, either, gained, lost, net_gained, net_lost, swapped, within_practice, within_right,
)  # fmt: skip
from redletter.rules.rule import Evidence, Rule

_ADVERSE, _GOOD, _UNKNOWN = Direction.ADVERSE, Direction.FAVOURABLE, Direction.UNKNOWN
_SERVICE, _OWNER, _RECIPIENT = Ground.SERVICE_MODEL, Ground.OWNERSHIP, Ground.RECIPIENTS
_RIGHT, _CONTACT, _OTHER = Ground.RIGHTS, Ground.CONTACT, Ground.OTHER
_WP29, _WP30 = "WP260 rev.01 no. 29", "WP260 rev.01 no. 30"


def _proof(id: str, evidence: Evidence) -> Rule:
    return Rule(id, None, evidence, level=Level.EDITORIAL, source=_WP29)


def _words(id: str) -> Rule:
    def evidence(c: Comparison) -> tuple[str, ...]:
        return editorial.claimed(id, c)

    return _proof(id, evidence)


# Proofs about a clause as a whole, and about each difference in it.
WHOLE: tuple[Rule, ...] = (
    _proof("invisible-text", editorial.invisible),
    _proof("date-line", editorial.date_line),
    _proof("heading-without-practice", editorial.bare_heading),
    _proof("contents-entry", editorial.contents_entry),
    _proof("no-practice-stated", editorial.no_practice),
)
WORDS: tuple[Rule, ...] = (
    _proof("letter-case", editorial.letter_case),
    _proof("inflection", editorial.inflection),
    _proof("typography", editorial.typography),
    _proof("punctuation", editorial.punctuation),
    _proof("link-address", editorial.link_addresses),
    _proof("sentence-order", editorial.reordered),
    *(_words(id) for id in editorial.WORD_PROOFS),
)

# Asked when no other rule fired.
LAST: tuple[Rule, ...] = (
    Rule("word-swapped", None, clarifying.swapped_words, direction=_UNKNOWN, sure=False),
)
CLARIFYING: tuple[Rule, ...] = (
    Rule("renamed", None, names.renamed, level=Level.CLARIFYING),
    Rule("reworded", None, clarifying.reworded, level=Level.CLARIFYING),
)

_R = Rule
MATERIAL: tuple[Rule, ...] = (
    # Words that turn a meaning: the ground is the passage's.
    _R("case-turns-meaning", None, editorial.case_turns, direction=_UNKNOWN, sure=False),
    _R("tense-or-term-turned", None, editorial.inflection_turns, direction=_UNKNOWN),
    _R("comma-turns-meaning", None, editorial.commas_that_turn, direction=_UNKNOWN, sure=False),
    _R("negation-removed-from-promise", None, against(net_lost("negation")), direction=_ADVERSE, consent=True, mirror="negation-added"),
    _R("negation-added-to-right", None, within_right(net_gained("negation")), direction=_ADVERSE, consent=True, mirror="negation-removed"),
    _R("negation-added", None, net_gained("negation"), direction=_UNKNOWN, mirror="negation-removed-from-promise"),
    _R("negation-removed", None, net_lost("negation"), direction=_UNKNOWN, mirror="negation-added"),
    _R("exception-added-to-promise", None, against(net_gained("exception")), direction=_ADVERSE, consent=True, mirror="exception-removed"),
    _R("exception-widened", None, passages.exception_widened, direction=_ADVERSE, consent=True),
    _R("exception-added", None, net_gained("exception"), direction=_UNKNOWN, mirror="exception-removed"),
    _R("exception-removed", None, net_lost("exception"), direction=_UNKNOWN, mirror="exception-added"),
    _R("condition-added-to-right", None, against(net_gained("condition")), direction=_ADVERSE, consent=True, mirror="condition-removed"),
    _R("condition-added", None, net_gained("condition"), direction=_UNKNOWN, mirror="condition-removed"),
    _R("condition-removed", None, net_lost("condition"), direction=_UNKNOWN, mirror="condition-added"),
    _R("duty-became-discretion", None, either(swapped("must", "may"), swapped("will", "may"), swapped("must", "should"), swapped("will", "should"), against(net_gained("should"))), direction=_ADVERSE, consent=True, mirror="discretion-became-duty"),
    _R("discretion-became-duty", None, either(swapped("may", "must"), swapped("should", "must"), swapped("should", "will"), net_lost("should")), direction=_UNKNOWN, mirror="duty-became-discretion"),
    _R("possibility-became-practice", None, either(swapped("may", "will"), within_practice(net_lost("may"))), direction=_UNKNOWN, mirror="practice-became-possibility"),
    _R("practice-became-possibility", None, within_practice(net_gained("may")), direction=_UNKNOWN, mirror="possibility-became-practice"),
    _R("modal-changed", None, operators.turned("must", "may"), direction=_UNKNOWN),
    _R("hedge-added", None, net_gained("hedge"), direction=_ADVERSE, mirror="hedge-removed"),
    _R("hedge-added-to-promise", None, against(net_gained("hedge")), direction=_ADVERSE, consent=True, mirror="hedge-removed"),
    _R("hedge-removed", None, net_lost("hedge"), direction=_UNKNOWN, mirror="hedge-added"),
    _R("limit-removed", None, net_lost("only", "least"), direction=_ADVERSE, consent=True, mirror="limit-added"),
    _R("limit-added-to-right", None, within_right(net_gained("only")), direction=_ADVERSE, consent=True, mirror="limit-removed"),
    _R("limit-added", None, net_gained("only", "least"), direction=_UNKNOWN, mirror="limit-removed"),
    _R("scope-narrowed-for-reader", None, against(either(swapped("all", "some"), net_lost("all"), net_gained("some", "most"))), direction=_ADVERSE, consent=True, mirror="scope-widened"),
    _R("scope-word-changed", None, operators.turned("all", "some", "most", "more"), direction=_UNKNOWN),
    _R("list-opened", None, net_gained("open"), direction=_ADVERSE, mirror="list-closed"),
    _R("list-closed", None, net_lost("open"), direction=_GOOD, mirror="list-opened"),
    _R("and-or-swapped", None, either(swapped("and", "or"), swapped("or", "and")), direction=_UNKNOWN, sure=False),
    _R("time-longer", None, operators.time_longer, direction=_ADVERSE, consent=True, mirror="time-shorter"),
    _R("time-shorter", None, operators.time_shorter, direction=_GOOD, mirror="time-longer"),
    _R("period-dropped", None, operators.period_dropped, direction=_ADVERSE, consent=True),
    _R("number-changed", None, operators.number_changed, direction=_UNKNOWN),
    _R("prompt-became-vague", None, either(net_lost("prompt"), net_gained("vague_time")), direction=_ADVERSE, consent=True, mirror="prompt-promised"),
    _R("prompt-promised", None, either(net_gained("prompt"), net_lost("vague_time")), direction=_GOOD, mirror="prompt-became-vague"),
    _R("kept-forever", _SERVICE, either(net_gained("forever"), net_lost("temporary")), direction=_ADVERSE, consent=True, mirror="kept-no-longer-forever"),
    _R("kept-no-longer-forever", _SERVICE, either(net_lost("forever"), net_gained("temporary")), direction=_GOOD, mirror="kept-forever"),
    _R("sequence-turned", None, either(swapped("before", "after"), swapped("after", "before")), direction=_UNKNOWN),
    _R("still-changed", None, either(net_gained("still"), net_lost("still")), direction=_UNKNOWN, sure=False),
    _R("name-changed", None, names.other_name, direction=_UNKNOWN, sure=False),
    _R("actor-swapped", None, operators.actor_swapped, direction=_UNKNOWN, sure=False),
    _R("order-of-meaning", None, quantities.reordered, direction=_UNKNOWN, sure=False),
    # 7.1 what is processed, why and how
    _R("data-type-added", _SERVICE, net_gained("data"), direction=_ADVERSE, mirror="data-type-removed", source="GDPR art. 14(1)(d); PIPL art. 14"),
    _R("data-type-removed", _SERVICE, net_lost("data"), direction=_GOOD, mirror="data-type-added"),
    _R("data-type-swapped", _SERVICE, swapped("data", "data"), direction=_ADVERSE),
    _R("purpose-added", _SERVICE, net_gained("purpose"), direction=_ADVERSE, mirror="purpose-removed", source=_WP29),
    _R("purpose-removed", _SERVICE, net_lost("purpose"), direction=_GOOD, mirror="purpose-added"),
    _R("purpose-swapped", _SERVICE, swapped("purpose", "purpose"), direction=_ADVERSE, source="GDPR art. 13(3)"),
    _R("practice-changed", None, either(net_gained("practice"), net_lost("practice"), swapped("practice", "practice")), direction=_UNKNOWN),
    _R("default-on", _SERVICE, operators.default_on, direction=_ADVERSE, consent=True, mirror="default-off"),
    _R("default-off", _SERVICE, operators.default_off, direction=_GOOD, mirror="default-on"),
    _R("automation-changed", _SERVICE, either(gained("automatic"), lost("automatic"), lost("manual"), gained("manual")), direction=_ADVERSE),
    _R("voluntary-became-required", _SERVICE, either(net_lost("voluntary"), swapped("voluntary", "required"), net_gained("required")), direction=_ADVERSE, consent=True, mirror="required-became-voluntary"),
    _R("required-became-voluntary", _SERVICE, either(net_gained("voluntary"), net_lost("required")), direction=_GOOD, mirror="voluntary-became-required"),
    _R("protection-weakened", _SERVICE, either(net_lost("protected", "local"), net_gained("unprotected")), direction=_ADVERSE, consent=True, mirror="protection-strengthened"),
    _R("protection-strengthened", _SERVICE, either(net_gained("protected", "local"), net_lost("unprotected")), direction=_GOOD, mirror="protection-weakened"),
    _R("storage-place-changed", _SERVICE, either(net_gained("remote"), net_lost("remote")), direction=_UNKNOWN),
    _R("secrecy-changed", None, either(gained("secret"), lost("secret")), direction=_UNKNOWN),
    _R("security-measure-changed", _SERVICE, either(gained("security"), lost("security")), direction=_UNKNOWN),
    _R("scope-of-policy-changed", _SERVICE, names.scope_changed, direction=_UNKNOWN),
    _R("processing-stated", _SERVICE, passages.states(_SERVICE), direction=_ADVERSE, mirror="processing-no-longer-stated"),
    _R("processing-no-longer-stated", _SERVICE, passages.states_no_more(_SERVICE), direction=_GOOD, mirror="processing-stated"),
    # 7.2 ownership and organisation
    _R("company-changed", _OWNER, names.company_changed, source=_WP29),
    _R("ownership-term-changed", _OWNER, about_ground(_OWNER, either(gained("owner"), lost("owner"))), direction=_UNKNOWN),
    _R("ownership-stated", _OWNER, passages.states(_OWNER), mirror="ownership-no-longer-stated"),
    _R("ownership-no-longer-stated", _OWNER, passages.states_no_more(_OWNER), mirror="ownership-stated"),
    # 7.3 recipients
    _R("recipient-added", _RECIPIENT, net_gained("recipient"), direction=_ADVERSE, mirror="recipient-removed", source=_WP30),
    _R("recipient-removed", _RECIPIENT, net_lost("recipient"), direction=_GOOD, mirror="recipient-added"),
    _R("recipient-swapped", _RECIPIENT, swapped("recipient", "recipient"), direction=_UNKNOWN),
    _R("named-recipient-changed", _RECIPIENT, names.third_party_swapped, direction=_ADVERSE),
    _R("third-party-named", _RECIPIENT, names.third_party_named, direction=_ADVERSE, mirror="third-party-dropped"),
    _R("third-party-dropped", _RECIPIENT, names.third_party_dropped, direction=_GOOD, mirror="third-party-named"),
    _R("country-changed", None, either(gained("country"), lost("country")), direction=_UNKNOWN, source="GDPR art. 13(1)(f)"),
    _R("safeguard-changed", _RECIPIENT, either(gained("safeguard"), lost("safeguard")), direction=_UNKNOWN, source="GDPR art. 13(1)(f)"),
    _R("sharing-stated", _RECIPIENT, passages.states(_RECIPIENT), direction=_ADVERSE, mirror="sharing-no-longer-stated", source=_WP30),
    _R("sharing-no-longer-stated", _RECIPIENT, passages.states_no_more(_RECIPIENT), direction=_GOOD, mirror="sharing-stated"),
    # 7.4 rights
    _R("right-removed", _RIGHT, within_right(either(net_lost("right"), operators.opt_out_gone)), direction=_ADVERSE, consent=True, mirror="right-added"),
    _R("right-added", _RIGHT, within_right(net_gained("right", "opt_out", "opt_in")), direction=_GOOD, mirror="right-removed"),
    _R("right-swapped", _RIGHT, within_right(swapped("right", "right")), direction=_UNKNOWN),
    _R("opt-in-became-opt-out", _RIGHT, operators.opt_in_to_opt_out, direction=_ADVERSE, consent=True),
    _R("choice-changed", _RIGHT, operators.choice_changed, direction=_UNKNOWN),
    _R("consent-step-removed", None, either(net_lost("consent"), net_lost("express")), direction=_ADVERSE, consent=True, mirror="consent-step-added", source="EDPB 05/2020"),
    _R("consent-step-added", None, net_gained("consent", "express"), direction=_GOOD, mirror="consent-step-removed"),
    _R("deemed-consent", _RIGHT, passages.deemed_consent, direction=_ADVERSE, consent=True, source="BGH XI ZR 26/20"),
    _R("fee-added", _RIGHT, either(net_gained("fee"), net_lost("free")), direction=_ADVERSE, consent=True, mirror="fee-removed"),
    _R("fee-removed", _RIGHT, either(net_lost("fee"), net_gained("free")), direction=_GOOD, mirror="fee-added"),
    _R("proof-demanded", _RIGHT, net_gained("proof"), direction=_ADVERSE, consent=True, mirror="proof-waived"),
    _R("proof-waived", _RIGHT, net_lost("proof"), direction=_GOOD, mirror="proof-demanded"),
    _R("right-restricted", _RIGHT, within_right(net_gained("weaken")), direction=_ADVERSE, consent=True, mirror="right-unrestricted"),
    _R("right-unrestricted", _RIGHT, within_right(net_lost("weaken")), direction=_GOOD, mirror="right-restricted"),
    _R("age-lowered", _RIGHT, operators.age_lowered, direction=_ADVERSE, consent=True, mirror="age-raised"),
    _R("age-raised", _RIGHT, operators.age_raised, direction=_UNKNOWN, mirror="age-lowered"),
    _R("minors-term-changed", _RIGHT, either(gained("minors"), lost("minors")), direction=_UNKNOWN),
    _R("right-stated", _RIGHT, passages.states(_RIGHT), direction=_GOOD, mirror="right-no-longer-stated"),
    _R("right-no-longer-stated", _RIGHT, passages.states_no_more(_RIGHT), direction=_ADVERSE, mirror="right-stated"),
    _R("right-dropped", _RIGHT, passages.right_dropped, direction=_ADVERSE, consent=True, mirror="right-given"),
    _R("right-dropped-with-practice", _RIGHT, passages.right_dropped_with_practice, mirror="right-given"),
    _R("right-given", _RIGHT, passages.right_given, direction=_GOOD, mirror="right-dropped"),
    _R("promise-dropped", None, passages.promise_dropped, direction=_ADVERSE, consent=True, mirror="promise-made"),
    _R("promise-made", None, passages.promise_made, direction=_GOOD, mirror="promise-dropped"),
    _R("protection-dropped", None, passages.protection_dropped, direction=_ADVERSE, consent=True),
    _R("limitation-added", None, passages.limitation_added, direction=_ADVERSE, consent=True),
    # 7.5 contact
    _R("mail-address-changed", _CONTACT, either(names.addresses_gained, names.addresses_lost)),
    _R("mail-link-changed", _CONTACT, editorial.contact_links),
    _R("street-or-telephone-changed", _CONTACT, names.street_changed),
    _R("contact-term-changed", _CONTACT, about_ground(_CONTACT, either(gained("contact"), lost("contact"))), direction=_UNKNOWN),
    _R("contact-name-changed", _CONTACT, about_ground(_CONTACT, names.names_swapped)),
    _R("contact-stated", _CONTACT, passages.states(_CONTACT), mirror="contact-no-longer-stated"),
    _R("contact-no-longer-stated", _CONTACT, passages.states_no_more(_CONTACT), direction=_ADVERSE, mirror="contact-stated"),
    # other
    _R("change-clause-stated", _OTHER, passages.states(_OTHER), mirror="change-clause-dropped"),
    _R("change-clause-dropped", _OTHER, passages.states_no_more(_OTHER), direction=_ADVERSE, mirror="change-clause-stated"),
)  # fmt: skip

TABLE: tuple[Rule, ...] = (*WHOLE, *WORDS, *CLARIFYING, *MATERIAL, *LAST)
