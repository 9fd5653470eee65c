"""A run recorded as CUDA graphs: one launch for a step instead of a thousand.

MusicGen's step is a thousand small kernels for one or two rows; a GPU finishes each before the processor has launched
the next. A graph holds them all. Its shapes are frozen, so there is one graph for each span of cached positions,
rounded up to a bucket: what lies ahead is masked, and a short take does not pay for a long one's cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.generation.musicgen.run import Run

if TYPE_CHECKING:
    import torch

BUCKET = 256
"""Positions: five seconds of music, so that a 30-second take records six graphs."""


class GraphedRun(Run):
    """A run whose steps are replayed. The noise is drawn into its buffer before each, outside the graph."""

    _graphs: dict[int, torch.cuda.CUDAGraph]

    @staticmethod
    def _capacity(positions: int) -> int:
        return -(-positions // BUCKET) * BUCKET

    def advance(self, step: int) -> None:
        """Replay the graph of this step's bucket; record it where it is the first."""
        import torch

        self.offset.fill_(step)
        span = self._capacity(self.prefix + step)
        if not hasattr(self, "_graphs"):
            self._graphs = {}
        if span not in self._graphs:
            stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
            stream.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(stream):  # libraries set themselves up at the first call, which cannot be recorded
                self.one_step(span, is_exact=False)
            torch.cuda.current_stream().wait_stream(stream)
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                self.one_step(span, is_exact=False)
            self._graphs[span] = graph
            return  # the rehearsal was the step itself; recording computes nothing
        self._graphs[span].replay()
