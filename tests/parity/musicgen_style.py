"""audiocraft's loop with a style condition, which its release 1.3.0 has not: built here of audiocraft's own parts.

The transformer, the residual codebooks, the collation of waves and the sampling are audiocraft's; how they are put
together, and guidance in two steps, follow Rouard et al. 2024 and the settings inside the published checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any


def load_style_reference(checkpoint: Any) -> Any:
    """audiocraft's ``MusicGen`` with the checkpoint's weights and its style condition."""
    from engine.generation.musicgen.reference import load_reference
    from engine.generation.musicgen.settings import MELODY
    from engine.generation.musicgen.style import PREFIX

    own = {name: tensor for name, tensor in checkpoint.tensors.items() if not name.startswith(PREFIX)}
    model = load_reference(replace(checkpoint, language=replace(checkpoint.language, style=None), tensors=own))
    condition = _condition(checkpoint.language, checkpoint.listener)
    given = {
        name.removeprefix(PREFIX): tensor for name, tensor in checkpoint.tensors.items() if name.startswith(PREFIX)
    }
    condition.load_state_dict(given)
    model.lm.condition_provider.conditioners[MELODY] = condition.eval()
    return model


def _condition(language: Any, found: Any) -> Any:
    import torch
    from audiocraft.modules.conditioners import WaveformConditioner
    from audiocraft.modules.transformer import StreamingTransformer
    from audiocraft.quantization import ResidualVectorQuantizer
    from julius import resample_frac
    from transformers import HubertConfig, HubertModel

    style = language.style
    network = HubertModel(HubertConfig(**{**found.config, "model_type": "hubert"})).eval()
    renamed = {
        name.replace("weight_g", "parametrizations.weight.original0").replace(
            "weight_v", "parametrizations.weight.original1"
        ): tensor
        for name, tensor in found.tensors.items()
    }
    network.load_state_dict(renamed)

    class Condition(WaveformConditioner):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(style.width, language.width, "cpu")
            self.__dict__["listener"] = network
            self.embed = torch.nn.Linear(found.config["hidden_size"], style.width)
            self.transformer = StreamingTransformer(
                d_model=style.width,
                num_heads=style.num_heads,
                num_layers=style.num_layers,
                dim_feedforward=4 * style.width,
                memory_efficient=True,
                activation="gelu",
                norm_first=True,
                causal=False,
                layer_scale=None,
                bias_ff=False,
                bias_attn=False,
            )
            self.batch_norm = torch.nn.BatchNorm1d(style.width, affine=False)
            self.rvq = ResidualVectorQuantizer(style.width, n_q=style.num_codebooks, bins=style.codebook_size)
            self.num_used = style.num_used

        def _get_wav_embedding(self, given: Any) -> Any:
            if given.wav.shape[-1] == 1:
                heard = torch.zeros(len(given.wav), 1, style.width)
            else:
                audio = resample_frac(given.wav[:, 0], style.sample_rate, 24_000)
                heard = self.embed(self.listener(audio).last_hidden_state)
            levelled = self.batch_norm(self.transformer(heard).transpose(1, 2))
            self.rvq.set_num_codebooks(self.num_used)
            return self.rvq(levelled, frame_rate=1.0).x.transpose(1, 2)[:, :: style.stride]

        def _downsampling_factor(self) -> float:
            return style.sample_rate / 75 * style.stride

    return Condition()


@contextmanager
def two_steps(model: Any, words_guidance: float) -> Iterator[None]:
    """While it lasts audiocraft goes from nothing to the excerpt, and from there to the words."""
    import audiocraft.models.lm as language
    import torch
    from audiocraft.modules.conditioners import AttributeDropout, ClassifierFreeGuidanceDropout
    from audiocraft.utils import utils

    kept, lm = language.ClassifierFreeGuidanceDropout, model.lm

    class Both:
        def __init__(self, p: float) -> None:
            self.p = p

        def __call__(self, conditions: Any) -> Any:
            without_words = AttributeDropout(p={"text": {"description": 1.0}, "wav": {"self_wav": 0.0}})(conditions)
            return without_words + ClassifierFreeGuidanceDropout(p=self.p)(conditions)

    def sample(
        sequence: Any, told: Any, _state: Any, draws: bool, temperature: float, top_k: int, _top_p: float, **given: Any
    ) -> Any:
        logits = lm(torch.cat([sequence] * 3), conditions=[], condition_tensors=told)
        both, style, nothing = (each[:, :, -1] for each in logits.split(len(sequence)))
        guidance = given.get("cfg_coef") or lm.cfg_coef
        final = nothing + guidance * (style + words_guidance * (both - style) - nothing)
        if not draws:
            return final.argmax(-1, keepdim=True)
        return utils.sample_top_k(torch.softmax(final / temperature, dim=-1), k=top_k)

    language.ClassifierFreeGuidanceDropout, lm._sample_next_token = Both, sample
    try:
        yield
    finally:
        language.ClassifierFreeGuidanceDropout = kept
        del lm._sample_next_token
