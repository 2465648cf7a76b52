"""From the states of a policy's texts to its revisions: what begins one, its kind, label and lag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from redletter.model import Revision, RevisionKind, Text


@dataclass(frozen=True, slots=True)
class State:
    """A policy after one step of the branch: the texts that the step touched, by language.

    None stands for a text whose file is gone.
    """

    commit: str
    committed: datetime
    texts: Mapping[str, Text | None]


@dataclass(slots=True)
class _Standing:
    """How a language stood at each step, counted from the first: enough to tell whether it lags."""

    changed: int = 0  # the step of its last change
    dated: int = 0  # the step at which its revision date last moved
    gone: bool = False


@dataclass(slots=True)
class _Course:
    """What is carried from state to state."""

    texts: dict[str, Text] = field(default_factory=dict)
    standings: dict[str, _Standing] = field(default_factory=dict)

    def take(self, step: int, texts: Mapping[str, Text | None]) -> bool:
        """Carry a state's texts; whether the words or dates of any language changed.

        A text whose file is gone was published: it is carried on as it last stood.
        """
        changed = False
        for language, text in texts.items():
            standing = self.standings.setdefault(language, _Standing(step, step))
            standing.gone = text is None
            if text is None:
                continue
            before = self.texts.get(language)
            self.texts[language] = text
            if before is not None and before.sha256 == text.sha256:
                continue
            changed = True
            standing.changed = step
            if before is None or before.revision != text.revision:
                standing.dated = step
        return changed

    def lags(self, language: str, governing: str) -> bool:
        """Whether a translation has not followed the governing text.

        It lags where its file is gone; where its revision date is before the governing one; where
        the dates are the same and the governing text was corrected after the translation last
        changed; and where its date is the later one, but the governing date moved after that
        (dates do go backwards). Steps are counted on the branch, so days between the languages of
        one commit, or of two in either order, make no lag once both bear the same date.
        """
        own, leading = self.standings[language], self.standings[governing]
        own_date, leading_date = self.texts[language].revision, self.texts[governing].revision
        if own.gone or own_date < leading_date:
            return True
        corrected = leading.changed > leading.dated
        if own_date == leading_date:
            return corrected and leading.changed > own.changed
        return leading.dated > own.changed


def revisions(
    policy: str, states: Iterable[State], *, languages: Sequence[str], governing: str
) -> tuple[Revision, ...]:
    """The revisions that the states, in the branch's order, come to.

    Where the governing language has no text yet, the first of `languages` that has one stands in.
    """
    course = _Course()
    labels: Counter[date] = Counter()
    found: list[Revision] = []
    for step, state in enumerate(states):
        if not course.take(step, state.texts):
            continue
        leading = next(each for each in (governing, *languages) if each in course.texts)
        present = [each for each in languages if each in course.texts]
        revision = Revision(
            policy=policy,
            label="",
            kind=RevisionKind.REVISION,
            texts=tuple(course.texts[each] for each in present),
            commit=state.commit,
            committed=state.committed,
            governing=leading,
            lagging=tuple(each for each in present if each != leading and course.lags(each, leading)),
        )
        kind = _kind(found[-1] if found else None, revision)
        found.append(replace(revision, kind=kind, label=_label(revision.revision, labels)))
    return tuple(found)


def _kind(before: Revision | None, after: Revision) -> RevisionKind:
    if before is None or before.revision != after.revision:
        return RevisionKind.REVISION
    governed = before.governing_text
    still = after.text(before.governing)  # the stand-in's text, where the governing one just came
    if still is None or still.sha256 != governed.sha256:
        return RevisionKind.CORRECTION
    return RevisionKind.TRANSLATION


def _label(day: date, used: Counter[date]) -> str:
    """The date, or where the policy's history used it already, the date with the next free number."""
    count = used[day]
    used[day] += 1
    return f"{day.isoformat()}.{count}" if count else day.isoformat()
