"""What a sentence is about, by weights of its words learnt from sentences that a lawyer assigned to grounds.

The sentences are in locales/<language>/sentences.tsv, the weights in topics.json beside them, made from
the sentences by `make topics` (multinomial logistic regression). A topic only says on which ground a
change is; whether it is material is for the rules alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from redletter import lemmas, lexicon
from redletter.model import Ground
from redletter.rules.reading import Reading
from redletter.rules.spelling import compound_parts

# Ground.IMPACT_ASSESSMENT is told by the front matter, not by sentences.
GROUNDS = tuple(ground for ground in Ground if ground is not Ground.IMPACT_ASSESSMENT)
_OPENING = 6  # letters by which long German words are told to be of one family


@lru_cache(maxsize=4096)
def topic(reading: Reading, start: int, stop: int) -> Mapping[Ground, float]:
    """How likely each ground is to be what the words `start` to `stop` are about; they sum to 1."""
    weights = _weights(reading.language)
    found = [weights[each] for each in features(reading, start, stop) if each in weights]
    scale = math.sqrt(max(1, len(found))) * UNIT
    scores = [
        (bias + sum(column) / scale) if found else bias
        for bias, column in zip(
            _bias(reading.language), zip(*found, strict=True) if found else _NONE, strict=True
        )
    ]
    return dict(zip(GROUNDS, likelihood(scores), strict=True))


_NONE = ((),) * len(GROUNDS)
UNIT = 100  # weights are written in hundredths


def features(reading: Reading, start: int, stop: int) -> set[str]:
    """What tells the topic: words by their lemma, pairs of them, parts of German compounds, terms."""
    words = reading.words[start:stop]
    keys = [word.key if word.kind == "word" else f"#{word.kind}" for word in words]
    found = {*keys, *(f"{one} {other}" for one, other in pairwise(keys))}
    if reading.language == "de":
        for word in words:
            found |= {f"~{lemmas.lemma(part, 'de').lower()}" for part in compound_parts(word.norm)}
            if len(word.norm) > _OPENING + 1:
                found.add(f"^{word.norm[:_OPENING]}")
    for hit in reading.hits:
        if start <= hit.start < stop:
            found |= {f"@{hit.term.list}", f"={hit.term.list}:{hit.term.key}"}
    return found


def held(language: str) -> dict[str, Any]:
    """What topics.json holds: bias and weights of each ground, in their order, in hundredths."""
    found: dict[str, Any] = json.loads(lexicon.beside(language, "topics.json").read_text(encoding="utf-8"))
    return found


@cache
def _model(language: str) -> tuple[tuple[float, ...], Mapping[str, tuple[int, ...]]]:
    raw = held(language)
    return tuple(raw["bias"]), {each: tuple(row) for each, row in raw["weights"].items()}


def _bias(language: str) -> tuple[float, ...]:
    return _model(language)[0]


def _weights(language: str) -> Mapping[str, tuple[int, ...]]:
    return _model(language)[1]


def likelihood(scores: Iterable[float]) -> list[float]:
    """Scores as shares of 1, each the likelier the higher (softmax)."""
    scores = list(scores)
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]
