"""What a sentence is about, by weights of its words learnt from sentences that a lawyer assigned to grounds.

The sentences are in locales/<language>/sentences.tsv, the weights in topics.json beside them, made from
the sentences by `make topics` (multinomial logistic regression). A topic only says on which ground a
change is; whether it is material is for the rules alone.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from redletter import lemmas, lexicon
from redletter.model import Ground
from redletter.rules.reading import Reading, read
from redletter.rules.spelling import compound_parts

# Ground.IMPACT_ASSESSMENT is told by the front matter, not by sentences.
GROUNDS = tuple(ground for ground in Ground if ground is not Ground.IMPACT_ASSESSMENT)
_OPENING = 6  # letters by which long German words are told to be of one family


@lru_cache(maxsize=4096)
def topic(reading: Reading, start: int, stop: int) -> Mapping[Ground, float]:
    """How likely each ground is to be what the words `start` to `stop` are about; they sum to 1."""
    weights = _weights(reading.language)
    found = [weights[each] for each in features(reading, start, stop) if each in weights]
    scale = math.sqrt(max(1, len(found))) * _UNIT
    scores = [
        (bias + sum(column) / scale) if found else bias
        for bias, column in zip(
            _bias(reading.language), zip(*found, strict=True) if found else _NONE, strict=True
        )
    ]
    return dict(zip(GROUNDS, _likelihood(scores), strict=True))


_NONE = ((),) * len(GROUNDS)
_UNIT = 100  # weights are written in hundredths


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


def _likelihood(scores: Iterable[float]) -> list[float]:
    scores = list(scores)
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


_ROUNDS = 20
_STEP = 1.0  # how far a weight moves in the first round, less in each further one
_DECAY = 1e-3  # of a weight at each sentence that has its feature, so that rare words weigh less
_TWICE = 2  # sentences that have a feature, at least
_LEAST = 8  # hundredths: features whose weights are all smaller tell nothing


def learnt(language: str, sentences: Iterable[tuple[Ground, str]]) -> dict[str, Any]:
    """The weights that tell the grounds of these sentences: what topics.json holds."""
    words = lexicon.load(language)
    if words is None:
        raise ValueError(f"there is no lexicon for {language}")
    examples = [(sorted(_whole(read(text, words))), ground) for ground, text in sentences]
    often = Counter(each for found, _ in examples for each in found)
    examples = [([each for each in found if often[each] >= _TWICE], ground) for found, ground in examples]
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(GROUNDS))
    bias = [0.0] * len(GROUNDS)
    order = random.Random(1)  # noqa: S311 the same at every making
    for turn in range(_ROUNDS):
        order.shuffle(examples)
        for found, ground in examples:
            _step(weights, bias, found, ground, _STEP / (1 + 0.3 * turn))
    rows = {each: [round(w * _UNIT) for w in row] for each, row in sorted(weights.items())}
    return {
        "bias": [round(each, 2) for each in bias],
        "weights": {each: row for each, row in rows.items() if max(map(abs, row)) >= _LEAST},
    }


def _step(
    weights: dict[str, list[float]], bias: list[float], found: list[str], ground: Ground, step: float
) -> None:
    scale = math.sqrt(max(1, len(found)))
    rows = [weights[each] for each in found]
    likely = _likelihood(b + sum(row[at] for row in rows) / scale for at, b in enumerate(bias))
    for at, each in enumerate(GROUNDS):
        miss = (each is ground) - likely[at]
        bias[at] += step * miss / 10
        for row in rows:
            row[at] += step * (miss / scale - _DECAY * row[at])


def _whole(reading: Reading) -> set[str]:
    return features(reading, 0, len(reading.words))


def sentences(language: str) -> Iterator[tuple[Ground, str]]:
    """The sentences and their grounds, as they stand in sentences.tsv."""
    for line in lexicon.beside(language, "sentences.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            ground, _, text = line.partition("\t")
            yield Ground(ground), text


def main() -> None:
    """Writes topics.json of each language anew."""
    for language in ("de", "en"):
        made = json.dumps(learnt(language, sentences(language)), ensure_ascii=False, separators=(",", ":"))
        path = lexicon.beside(language, "topics.json")
        path.write_text(made.replace("],", "],\n").replace(":{", ":{\n") + "\n", encoding="utf-8")
