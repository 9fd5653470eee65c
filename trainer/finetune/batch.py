"""What one step is told: codec tokens, the words' vectors, and the cultural markers, of some clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One clip out of the cache.

    Args:
        tokens: ``[codebooks, steps]``.
        text: T5's vectors of its caption, ``[words, width]``; none where it is told nothing.
        markers: One value in [0, 1] for each marker; not a number where it could not be judged.
    """

    tokens: torch.Tensor
    text: torch.Tensor
    markers: torch.Tensor


class Batch(NamedTuple):
    """Some clips side by side; a tuple, which Fabric and DDP can take apart.

    Args:
        tokens: ``[clips, codebooks, steps]``; the special token where a clip has ended.
        is_sound: ``[clips, codebooks, steps]``, False where a clip has ended.
        text: ``[clips, words, width]``.
        is_word: ``[clips, words]``: 1 for words, 0 for padding and where the clip is told nothing.
        markers: ``[clips, markers]``.
    """

    tokens: torch.Tensor
    is_sound: torch.Tensor
    text: torch.Tensor
    is_word: torch.Tensor
    markers: torch.Tensor

    def to(self, device: Any) -> Batch:
        """The same on another device."""
        return Batch(*(part.to(device) for part in self))


def collate(clips: Sequence[Clip], told: Sequence[bool], *, special_token: int) -> Batch:
    """Put clips side by side.

    Args:
        clips: At least one.
        told: Which are told their words. The others learn the model without them, which guidance needs (Ho and
            Salimans, "Classifier-free diffusion guidance", 2022).
        special_token: Fills clips that are shorter than the longest, as audiocraft's solver does.
    """
    import torch

    steps = max(clip.tokens.shape[1] for clip in clips)
    words = max(1, *(len(clip.text) for clip in clips))
    width = clips[0].text.shape[1]
    tokens = torch.full((len(clips), clips[0].tokens.shape[0], steps), special_token, dtype=torch.long)
    is_sound = torch.zeros(tokens.shape, dtype=torch.bool)
    text, is_word = torch.zeros(len(clips), words, width), torch.zeros(len(clips), words)
    for row, (clip, is_told) in enumerate(zip(clips, told, strict=True)):
        length = clip.tokens.shape[1]
        tokens[row, :, :length] = clip.tokens.long()
        is_sound[row, :, :length] = True
        text[row, : len(clip.text)] = clip.text.float()
        is_word[row, : len(clip.text)] = float(is_told)
    return Batch(tokens, is_sound, text, is_word, torch.stack([clip.markers.float() for clip in clips]))
