"""Two readings of a clause laid side by side: what went, what came, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from cydifflib import SequenceMatcher

from redletter.lexicon import Hit, Lexicon
from redletter.rules import markup, spelling
from redletter.rules.proper import in_name
from redletter.rules.reading import Reading, read
from redletter.rules.restricting import limited_alike
from redletter.rules.sentences import (
    FACTS,
    Hunk,
    Passage,
    by_end,
    hits_of,
    is_none,
    overlaps,
    passages_of,
    place_of,
    rest_of,
    says_the_same,
    sentence_keys,
    terms_of,
    words_by_sentence,
)
from redletter.rules.words import Word
from redletter.rules.writing import without_other_names

_SMALL = 10  # words that differ in a small edit
_TERMS = 3  # terms that two sentences share, at least, to be the same in other words
_ALIKE = 0.75
_HALF = 0.5
_LINK = 0.5  # share of common words that makes an old and a new sentence one, edited


class Comparison:
    """An old and a new text of one clause in one language, with what they hang on.

    `inserted` and `repealed` say that there is only the one or the other. Words that merely stand
    elsewhere are not counted as changed; what each rule needs is worked out once, when asked for.
    """

    def __init__(
        self, before: str, after: str, lexicon: Lexicon, *, context: tuple[str, ...] = (), moved: bool = False
    ) -> None:
        self.lexicon = lexicon
        self.language = lexicon.language
        self.source_before = before
        self.source_after = after
        before, after, self.other_names = without_other_names(
            markup.mended(before), markup.mended(after), lexicon
        )
        before, after, self.misspelt = spelling.mended(before, after, lexicon.language)
        self.before, self.after = limited_alike(read(before, lexicon), read(after, lexicon), lexicon)
        self.moved = moved
        self.context = tuple(read(each, lexicon) for each in context)

    @property
    def inserted(self) -> bool:
        return not self.before.words and bool(self.after.words)

    @property
    def repealed(self) -> bool:
        return not self.after.words and bool(self.before.words)

    @property
    def lead_in(self) -> Reading | None:
        """The sentence that opens the list which the clause is an item of; None where there is none."""
        opens = self.context and self.context[0].text.endswith(":")
        return self.context[0] if opens and self.whole.block in ("item", "paragraph") else None

    @property
    def whole(self) -> Reading:
        """The text of an insertion or a repeal, else the new one."""
        return self.before if self.repealed else self.after

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """Where words differ by key, after sentences that both texts have are set aside."""
        old, new = self._apart
        return tuple(
            Hunk(tuple(old[a:b]), tuple(new[c:d]), place_of(old, a), place_of(new, c))
            for op, a, b, c, d in self._opcodes
            if op != "equal"
        )

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Words of the old and of the new text that answer to each other, equal by key."""
        old, new = self._apart
        within = [
            (old[a + step], new[c + step])
            for op, a, b, c, _ in self._opcodes
            if op == "equal"
            for step in range(b - a)
        ]
        return (*within, *self._shared_words())

    def _shared_words(self) -> Iterator[tuple[int, int]]:
        """Word pairs of the sentences that both texts have."""
        old, new = (set(places) for places in self._apart)
        places: dict[tuple[str, ...], list[int]] = {}
        for start, stop in self.after.sentences:
            if start not in new:
                key = tuple(word.key for word in self.after.words[start:stop])
                places.setdefault(key, []).append(start)
        for start, stop in self.before.sentences:
            key = tuple(word.key for word in self.before.words[start:stop])
            if start not in old and places.get(key):
                yield from zip(
                    range(start, stop), range(at := places[key].pop(0), at + stop - start), strict=True
                )

    @cached_property
    def _opcodes(self) -> list[tuple[str, int, int, int, int]]:
        old, new = self._apart
        matcher = SequenceMatcher(
            None,
            [self.before.words[at].key for at in old],
            [self.after.words[at].key for at in new],
            autojunk=False,
        )
        return list(matcher.get_opcodes())

    @cached_property
    def sentences_reordered(self) -> bool:
        """Whether sentences that both texts have stand in another order."""
        old = [s for s in sentence_keys(self.before) if s in set(sentence_keys(self.after))]
        new = [s for s in sentence_keys(self.after) if s in set(sentence_keys(self.before))]
        return old != new

    @cached_property
    def removed(self) -> frozenset[int]:
        """Words of the old text that the new one does not have, wherever it stands."""
        return self._changed(0)

    @cached_property
    def added(self) -> frozenset[int]:
        """Words of the new text that the old one did not have."""
        return self._changed(1)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The sentences that a change touches, the old ones first."""
        return (
            *passages_of(self.before, self.removed, self._touched(0), {old for old, _ in self._links}),
            *passages_of(self.after, self.added, self._touched(1), {new for _, new in self._links}),
        )

    @cached_property
    def _links(self) -> frozenset[tuple[int, int]]:
        """Sentences of the old and the new text that share most of the words of the shorter one."""
        old, new = self._apart
        mine, theirs = words_by_sentence(self.before, old), words_by_sentence(self.after, new)
        common = {
            (one, other): (words & others).total()
            for one, words in mine.items()
            for other, others in theirs.items()
            if (words & others).total() >= _LINK * min(words.total(), others.total())
        }
        for link in (*self._same_terms(mine.keys(), theirs.keys()), *self._only_two(old, new)):
            common.setdefault(link, 0)
        best = {max(each, key=lambda link: (common[link], link)) for each in by_end(common)}
        return frozenset(best)

    def _same_terms(self, mine: Iterable[int], theirs: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Sentences that say the same in other words: nearly all of their terms are the same."""
        old = {at: terms_of(self.before, at) for at in mine}
        new = {at: terms_of(self.after, at) for at in theirs}
        for one, terms in old.items():
            for other, others in new.items():
                both = terms & others
                if len(both) >= _TERMS and len(both) >= _ALIKE * len(terms | others):
                    yield one, other

    def _only_two(self, old: Iterable[int], new: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The one old and the one new sentence, where half of their terms are the same."""
        mine = {self.before.words[at].sentence for at in old}
        theirs = {self.after.words[at].sentence for at in new}
        if len(mine) == len(theirs) == 1:
            (one,), (other,) = mine, theirs
            terms, others = terms_of(self.before, one), terms_of(self.after, other)
            if len(terms & others) >= _HALF * len(terms | others) > 0:
                yield one, other

    def lost(self, *lists: str) -> tuple[str, ...]:
        """Words of edited sentences whose terms the new text has fewer of."""
        return tuple(self._difference(0, lists))

    def gained(self, *lists: str) -> tuple[str, ...]:
        """Words of edited sentences whose terms the old text had fewer of."""
        return tuple(self._difference(1, lists))

    def new_sentences(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.whole and p.reading is self.after)

    def old_sentences(self) -> tuple[Passage, ...]:
        return tuple(p for p in self.passages if p.whole and p.reading is self.before)

    def edited(self, side: int) -> tuple[Passage, ...]:
        """Sentences that stay, edited, as they were (0) and as they are (1)."""
        reading = (self.before, self.after)[side]
        return tuple(p for p in self.passages if not p.whole and p.reading is reading)

    def removed_words(self) -> tuple[Word, ...]:
        return tuple(self.before.words[at] for at in sorted(self.removed))

    def added_words(self) -> tuple[Word, ...]:
        return tuple(self.after.words[at] for at in sorted(self.added))

    @cached_property
    def is_small(self) -> bool:
        """Whether sentences stay and few words in them differ, so that they tell what it is about."""
        whole = any(passage.whole for passage in self.passages)
        return not whole and len(self.removed) + len(self.added) <= _SMALL

    @cached_property
    def _apart(self) -> tuple[list[int], list[int]]:
        """Words outside the sentences that both texts have."""
        old, new = sentence_keys(self.before), sentence_keys(self.after)
        shared = Counter(old) & Counter(new)
        return rest_of(self.before, old, Counter(shared)), rest_of(self.after, new, Counter(shared))

    def _changed(self, side: int) -> frozenset[int]:
        reading, other = (self.before, self.after) if side == 0 else (self.after, self.before)
        mine = [at for hunk in self.hunks for at in (hunk.old, hunk.new)[side]]
        theirs = [at for hunk in self.hunks for at in (hunk.new, hunk.old)[side]]
        elsewhere = Counter(other.words[at].key for at in theirs)
        changed = []
        for at in mine:
            key = reading.words[at].key
            if elsewhere[key] > 0:
                elsewhere[key] -= 1
            else:
                changed.append(at)
        return frozenset(changed)

    def _touched(self, side: int) -> frozenset[int]:
        """Sentences in which words differ, and those that answer to such a sentence."""
        own = self._differing(side)
        answering = {link[side] for link in self._links if link[1 - side] in self._differing(1 - side)}
        return frozenset(own | answering)

    def _differing(self, side: int) -> set[int]:
        reading = (self.before, self.after)[side]
        return {reading.words[at].sentence for hunk in self.hunks for at in (hunk.old, hunk.new)[side]}

    def _difference(self, side: int, lists: Iterable[str]) -> Iterator[str]:
        reading, changed = ((self.before, self.removed), (self.after, self.added))[side]
        other = (self.after, self.before)[side]
        for name in lists:
            hits = [
                hit
                for hit in hits_of(self.edited(side), name)
                if not in_name(hit, reading) and not is_none(hit, reading)
            ]
            if name in FACTS:
                yield from self._unsaid(side, hits)
                continue
            surplus = Counter(hit.term.key for hit in hits)
            surplus.subtract(
                hit.term.key for hit in hits_of(self.edited(1 - side), name) if not is_none(hit, other)
            )
            # Hits in changed words first: those are the words to show.
            for hit in sorted(hits, key=lambda hit: (not overlaps(hit, changed), hit.start)):
                if surplus[hit.term.key] > 0:
                    surplus[hit.term.key] -= 1
                    yield reading.spoken(hit.start, hit.stop) or hit.term.key

    def _unsaid(self, side: int, hits: list[Hit]) -> Iterator[str]:
        """Terms of a sentence that the sentences answering to it do not have at all."""
        reading, other = ((self.before, self.after), (self.after, self.before))[side]
        for hit in hits:
            mine = reading.words[hit.start].sentence
            answering = {link[1 - side] for link in self._links if link[side] == mine}
            if not any(
                says_the_same(hit, reading, each, other)
                for each in other.hits
                if each.term.list == hit.term.list and other.words[each.start].sentence in answering
            ):
                yield reading.spoken(hit.start, hit.stop) or hit.term.key
