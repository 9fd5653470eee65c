"""Items one after the other, made by worker processes while the consumer works."""

from __future__ import annotations

import collections
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from trainer.synth_corpus.drawing import draw_item
from trainer.synth_corpus.render_item import Item, render_item
from trainer.synth_corpus.split import Split
from trainer.synth_corpus.workers import num_workers, worker_pool

_AHEAD_PER_WORKER = 2


@dataclass(frozen=True, slots=True)
class SynthCorpus:
    """An endless data set. Item ``i`` is a function of (split, seed, i) alone: no order, no state, nothing to shuffle.

    Args:
        split: Whose one-shots and patterns it uses.
        seed: Another seed, another corpus.
        seconds: Length of every item.
    """

    split: Split
    seed: int = 0
    seconds: float = 12.0

    def __getitem__(self, index: int) -> Item:
        """One item, made here and now.

        Raises:
            IndexError: For a negative index.
        """
        if index < 0:
            raise IndexError(f"items are counted from 0, got {index}")
        return render_item(draw_item(self.split, self.seed, index, seconds=self.seconds))

    def stream(self, start: int = 0, stop: int | None = None, *, workers: int | None = None) -> Iterator[Item]:
        """Items from ``start`` to ``stop`` (endless if None) in order, made ahead by ``workers`` processes.

        Args:
            start: First index.
            stop: Index after the last.
            workers: Processes; 0 makes them in this one; None takes one per core.
        """
        workers = num_workers(workers)
        if workers == 0:
            index = start
            while stop is None or index < stop:
                yield self[index]
                index += 1
            return
        yield from self._ahead(start, stop, workers)

    def _ahead(self, start: int, stop: int | None, workers: int) -> Iterator[Item]:
        waiting: collections.deque[Future[Item]] = collections.deque()
        index = start
        with worker_pool(workers) as pool:
            while True:
                while len(waiting) < workers * _AHEAD_PER_WORKER and (stop is None or index < stop):
                    waiting.append(pool.submit(self.__getitem__, index))
                    index += 1
                if not waiting:
                    return
                yield waiting.popleft().result()
