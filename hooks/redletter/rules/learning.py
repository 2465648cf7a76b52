"""How the topics of sentences are learnt: from sentences.tsv to topics.json, by `make topics`."""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from redletter import lexicon
from redletter.model import Ground
from redletter.rules.reading import Reading, read
from redletter.rules.topics import GROUNDS, UNIT, features, likelihood

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
    rows = {each: [round(w * UNIT) for w in row] for each, row in sorted(weights.items())}
    return {
        "bias": [round(each, 2) for each in bias],
        "weights": {each: row for each, row in rows.items() if max(map(abs, row)) >= _LEAST},
    }


def _step(
    weights: dict[str, list[float]], bias: list[float], found: list[str], ground: Ground, step: float
) -> None:
    scale = math.sqrt(max(1, len(found)))
    rows = [weights[each] for each in found]
    likely = likelihood(b + sum(row[at] for row in rows) / scale for at, b in enumerate(bias))
    for at, each in enumerate(GROUNDS):
        miss = (each is ground) - likely[at]
        bias[at] += step * miss / 10
        for row in rows:
            row[at] += step * (miss / scale - _DECAY * row[at])


def _whole(reading: Reading) -> set[str]:
    return features(reading, 0, len(reading.words))


def sentences(language: str) -> Iterator[tuple[Ground, str]]:
    """The sentences and their grounds, as they stand in sentences.tsv; ValueError says where one does not."""
    path = lexicon.beside(language, "sentences.tsv")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        ground, tab, text = line.partition("\t")
        if ground not in GROUNDS or not tab or not text.strip():
            known = ", ".join(GROUNDS)
            raise ValueError(f"{path.name}:{number}: write a ground ({known}), a tab and a sentence")
        yield Ground(ground), text


def main() -> None:
    """Writes topics.json of each language anew."""
    for language in ("de", "en"):
        made = json.dumps(learnt(language, sentences(language)), ensure_ascii=False, separators=(",", ":"))
        path = lexicon.beside(language, "topics.json")
        path.write_text(made.replace("],", "],\n").replace(":{", ":{\n") + "\n", encoding="utf-8")
