"""Which genres' conventions a song keeps, with what speaks for and against each: never one bare label.

Every genre starts from the same prior (a family of genres as a whole counts as one) and gains or loses by each thing
heard (``genres_evidence``). One more hypothesis, "other", stands for music that none of the files describes. The
confidences are the softmax over all of them; a genre's includes those of the kinds of it, so that deep house is house.

The result says how much a song is like what the files say, no more: no file was fitted to recordings, the words are
contested, and being unlike is no fault.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from engine.core.analysis import Analysis
from engine.theory.genres import MEASURES, Genre, GenreBook
from engine.theory.genres_evidence import Evidence, Judge
from engine.theory.genres_files import load_genres
from engine.theory.genres_heard import Heard, hear

OTHER = "other"
_OTHER_PRIOR = 0.1
_LEAST, _MOST, _SHOWN = 3, 8, 0.03  # genres listed at least and at most; others from this confidence on
_CLEAR = 0.35


@dataclass(frozen=True, slots=True)
class _Score:
    """``total`` is the logarithm of the prior plus the contributions."""

    prior: float
    evidence: tuple[Evidence, ...]

    @property
    def total(self) -> float:
        return self.prior + sum(one.contribution for one in self.evidence)


def match_genres(analysis: Analysis, book: GenreBook | None = None) -> dict[str, Any]:
    """The genres whose conventions the song keeps best.

    Args:
        analysis: The song; its theory chapters are not needed.
        book: Genres to weigh it against; the product's own where none is given.

    Returns:
        ``primary_genre`` (the narrowest genre that holds more than half of the confidence of what it is a kind of,
        from the likeliest family down), its ``confidence`` (0-1), ``words``, ``other`` (0-1: that it is none of them),
        ``predicted_genres`` (at least three where there are so many: ``genre``, ``name``, ``parent``, ``confidence``,
        ``score`` = ``prior`` + all contributions, ``evidence`` and ``counter_evidence``, each with ``feature``,
        ``value``, ``expected``, ``contribution`` in nats and ``words``) and ``unknown`` (what could not be heard).
        Empty where nothing can be told.
    """
    heard = hear(analysis)
    if heard is None:
        return {}
    book = book or load_genres()
    judge = Judge(heard, book)
    scores = {genre: _best(judge, heard, book.genres[genre], prior) for genre, prior in _priors(book).items()}
    own = _softmax({OTHER: math.log(_OTHER_PRIOR), **{genre: score.total for genre, score in scores.items()}})
    other = own.pop(OTHER)
    confidences = {genre: _whole(genre, own, book) for genre in own}
    primary = _descend(confidences, book)
    order = sorted(confidences, key=lambda genre: (-confidences[genre], genre))
    shown = [genre for i, genre in enumerate(order) if i < _LEAST or confidences[genre] >= _SHOWN][:_MOST]
    if primary not in shown:
        shown[-1] = primary
    return {
        "primary_genre": primary,
        "confidence": round(confidences[primary], 4),
        "words": _words(primary, confidences, other, order, book),
        "other": round(other, 4),
        "predicted_genres": [_prediction(genre, confidences[genre], scores[genre], book) for genre in shown],
        "unknown": _unknown(heard),
    }


def _best(judge: Judge, heard: Heard, genre: Genre, prior: float) -> _Score:
    """The genre's score by the way of counting that suits it best; others than the tracked one have their price."""
    always = judge.of_song(genre)
    readings = (judge.of_reading(index, genre) for index in range(len(heard.readings)))
    scores = [_Score(math.log(prior), (*always, *evidence)) for evidence in readings]
    return max(scores, key=lambda score: score.total)


def _priors(book: GenreBook) -> dict[str, float]:
    """All families alike, and within a family all its members."""
    members = Counter(book.family(genre) for genre in book.genres)
    share = (1.0 - _OTHER_PRIOR) / len(members)
    return {genre: share / members[book.family(genre)] for genre in book.genres}


def _softmax(scores: dict[str, float]) -> dict[str, float]:
    top = max(scores.values())
    weights = {name: math.exp(score - top) for name, score in scores.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def _whole(genre: str, own: dict[str, float], book: GenreBook) -> float:
    return own[genre] + sum(_whole(kind, own, book) for kind in book.children(genre))


def _descend(confidences: dict[str, float], book: GenreBook) -> str:
    families = [genre for genre in confidences if not book.genres[genre].parent]
    here = max(families, key=lambda genre: confidences[genre])
    while kinds := [kind for kind in book.children(here) if confidences[kind] > 0.5 * confidences[here]]:
        here = max(kinds, key=lambda genre: confidences[genre])
    return here


def _prediction(genre: str, confidence: float, score: _Score, book: GenreBook) -> dict[str, Any]:
    one = book.genres[genre]
    ordered = sorted(score.evidence, key=lambda evidence: -abs(evidence.contribution))
    return {
        "genre": genre,
        "name": one.title,
        "parent": one.parent or None,
        "confidence": round(confidence, 4),
        "score": score.total,
        "prior": score.prior,
        "evidence": [asdict(evidence) for evidence in ordered if evidence.contribution > 0.0],
        "counter_evidence": [asdict(evidence) for evidence in ordered if evidence.contribution < 0.0],
    }


def _words(primary: str, confidences: dict[str, float], other: float, order: list[str], book: GenreBook) -> str:
    title = book.genres[primary].title
    next_best = next((genre for genre in order if book.family(genre) != book.family(primary)), None)
    after = f", before {book.genres[next_best].title} ({confidences[next_best]:.0%})" if next_best else ""
    if other >= confidences[book.family(primary)]:
        return (
            f"Like none of the genres described here ({other:.0%}); the nearest is {title} ({confidences[primary]:.0%})"
        )
    if confidences[primary] < _CLEAR:
        return f"Not clearly any of the genres described here; nearest is {title} ({confidences[primary]:.0%}){after}"
    return f"Most like {title} ({confidences[primary]:.0%}){after}"


def _unknown(heard: Heard) -> list[str]:
    tracked = heard.readings[0]
    missing = [name for name in MEASURES if name not in heard.measures and name not in tracked.measures]
    facts = {
        "tempo_bpm": tracked.tempo_bpm,
        "metre": heard.metre,
        "mode": heard.mode,
        "log_drum": heard.log_drum,
        "progression": heard.changes if len(heard.changes) >= 3 else None,
        "rhythms": tracked.grids or None,
    }
    return [*(name for name, value in facts.items() if value is None), *missing]
