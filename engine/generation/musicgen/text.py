"""The words' reader: T5's encoder (Raffel et al. 2020) with its own tokenizer's file."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.core.errors import ModelRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch

    from engine.generation.musicgen.checkpoint import TextEncoder

_END = 1
"""T5's end of sentence; 0 pads."""
MOST_TOKENS = 512
"""T5 was trained on no more; what goes beyond is cut off and said."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Vectors ``[texts, tokens, width]``, and which of them are words (1) or padding (0), ``[texts, tokens]``."""

    vectors: torch.Tensor
    mask: torch.Tensor


class T5Reader:
    """T5 on one device, in single precision.

    Raises:
        ModelRefused: If weights, settings and tokenizer do not fit one another.
    """

    def __init__(self, text: TextEncoder, *, device: str = "cpu", model: str = "") -> None:
        self.device = device
        self._tokenize = _tokenizer(text, model)
        self._network = build_network(text, model).to(device)

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text, the end included."""
        return [[*self._tokenize(text)[: MOST_TOKENS - 1], _END] for text in texts]

    def read(self, texts: Sequence[str]) -> Read:
        """Vectors of some texts, padded to the longest."""
        import torch

        tokens = self.tokenize(texts)
        longest = max(map(len, tokens))
        ids = torch.tensor([[*each, *[0] * (longest - len(each))] for each in tokens])
        mask = torch.tensor([[1] * len(each) + [0] * (longest - len(each)) for each in tokens])
        ids, mask = ids.to(self.device), mask.to(self.device)
        with torch.inference_mode():
            vectors = self._network(input_ids=ids, attention_mask=mask).last_hidden_state
        return Read(vectors, mask)


def _tokenizer(text: TextEncoder, model: str) -> Any:
    file = text.tokenizer
    size = int(text.config.get("vocab_size", 0))
    try:
        if file.suffix == ".json":
            from tokenizers import Tokenizer

            fast = Tokenizer.from_file(str(file))
            number = fast.get_vocab_size()
        else:
            from sentencepiece import SentencePieceProcessor

            pieces = SentencePieceProcessor(model_file=str(file))
            number = pieces.get_piece_size()
    except Exception as error:  # tokenizers raises nothing narrower for a damaged file
        raise ModelRefused(model, f"{file.name} is no tokenizer ({error})") from error
    if number > size:
        raise ModelRefused(model, f"{file.name} knows {number} pieces, T5 only {size}")
    if file.suffix == ".json":
        return lambda words: fast.encode(words, add_special_tokens=False).ids
    return pieces.encode


def build_network(text: TextEncoder, model: str) -> Any:
    """Transformers' ``T5EncoderModel`` with these weights, in evaluation mode."""
    from transformers import T5Config, T5EncoderModel

    weights = {name: tensor.float() for name, tensor in text.tensors.items() if not name.startswith("decoder.")}
    weights.pop("lm_head.weight", None)
    shared = weights.setdefault("shared.weight", weights.get("encoder.embed_tokens.weight"))  # type: ignore[arg-type]
    if shared is not None:
        weights["encoder.embed_tokens.weight"] = shared
    try:
        network = T5EncoderModel(T5Config(**{key: value for key, value in text.config.items() if key != "dtype"}))
        missing, unexpected = network.load_state_dict(weights, strict=False)
    except (TypeError, ValueError, KeyError, RuntimeError, AttributeError) as error:
        reason = str(error).splitlines()[-1].strip()
        raise ModelRefused(model, f"its T5 does not fit its settings ({reason})") from error
    problem = next(iter((*missing, *unexpected)), "")
    if problem:
        raise ModelRefused(model, f"its T5's weights do not fit its settings ({problem})")
    network.eval()
    return network.requires_grad_(requires_grad=False)
