"""audiocraft's settings, as they lie inside its checkpoints: a YAML text with interpolations (``${sample_rate}``)."""

from __future__ import annotations

import math
from typing import Any

from engine.core.errors import ModelRefused
from engine.generation.musicgen.settings import (
    MELODY,
    STYLE_SCALES,
    TEXT,
    CodecSettings,
    LanguageModel,
    MelodySettings,
    StyleSettings,
)

_LARGEST_TEXT = 1 << 20
_FIXED: dict[str, tuple[Any, ...]] = {
    "lm_model": ("transformer_lm",),
    "transformer_lm.norm": ("layer_norm", None),
    "transformer_lm.norm_first": (True,),
    "transformer_lm.activation": ("gelu",),
    "transformer_lm.positional_embedding": ("sin", None),
    "transformer_lm.layer_scale": (None,),
    "transformer_lm.past_context": (None,),
    "transformer_lm.qk_layer_norm": (False, None),
    "transformer_lm.qk_layer_norm_cross": (False, None),
    "transformer_lm.kv_repeat": (1, None),
    "transformer_lm.causal": (True,),
    "conditioners.description.model": ("t5",),
    "conditioners.description.t5.normalize_text": (False, None),
    "conditioners.self_wav.model": ("chroma_stem", "style", None),
    "conditioners.self_wav.style.model_name": ("mert", None),
    "conditioners.self_wav.style.batch_norm": (True, None),
    "conditioners.self_wav.style.transformer_scale": (*STYLE_SCALES, None),
    "fuser.sum": ([], None),
    "fuser.input_interpolate": ([], None),
    "codebooks_pattern.delay.flatten_first": (0, None),
    "codebooks_pattern.delay.empty_initial": (0, None),
}
"""What all published models have in common; a model that differs is refused rather than misread."""
_FIXED_CODEC: dict[str, tuple[Any, ...]] = {
    "compression_model": ("encodec",),
    "encodec.autoencoder": ("seanet",),
    "encodec.quantizer": ("rvq",),
    "encodec.renormalize": (False, None),
    "seanet.activation": ("ELU",),
    "seanet.norm": ("weight_norm",),
    "seanet.disable_norm_outer_blocks": (0, None),
    "seanet.decoder.final_activation": (None,),
    "seanet.decoder.trim_right_ratio": (1.0, None),
}


class Config:
    """Values of the text by dotted name, interpolations resolved one value at a time.

    Raises:
        ModelRefused: If the text is no YAML, too long, or built of references to itself.
    """

    def __init__(self, text: Any, *, model: str) -> None:
        import yaml  # type: ignore[import-untyped]
        from omegaconf import OmegaConf
        from omegaconf.errors import OmegaConfBaseException

        self.model = model
        if not isinstance(text, str) or len(text) > _LARGEST_TEXT:
            raise ModelRefused(model, "it has no settings (xp.cfg) of a model that audiocraft exported")
        try:
            # A document of aliases can unfold to any size; audiocraft's exports have none.
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
                raise ModelRefused(model, "its settings are built of references to themselves")
            self._tree = OmegaConf.create(text)
        except (yaml.YAMLError, OmegaConfBaseException, ValueError, RecursionError) as error:
            raise ModelRefused(model, f"its settings cannot be read ({str(error).splitlines()[0]})") from error

    def get(self, name: str, default: Any = None) -> Any:
        """A value as plain Python; the default where it is absent or null."""
        from omegaconf import OmegaConf
        from omegaconf.errors import OmegaConfBaseException

        try:
            value = OmegaConf.select(self._tree, name, throw_on_missing=False)
        except OmegaConfBaseException as error:
            raise ModelRefused(self.model, f"its setting {name} cannot be read") from error
        if OmegaConf.is_config(value):
            value = OmegaConf.to_container(value, resolve=True)
        return default if value is None else value

    def number(self, name: str, default: float | None = None) -> float:
        """A finite number that must be there where no default is given."""
        value = self.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ModelRefused(self.model, f"its setting {name} is no number: {value!r}")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number."""
        return int(self.number(name, default))

    def require(self, fixed: dict[str, tuple[Any, ...]]) -> None:
        """Refuse what the decoder does not know, naming it."""
        for name, known in fixed.items():
            value = self.get(name)
            if value not in known:
                raise ModelRefused(
                    self.model,
                    f"its setting {name} is {value!r}, which this version does not know (it knows {known[0]!r})",
                    "Use one of the published models: small, medium, large, melody, style, or their stereo versions.",
                )


def language_model(config: Config) -> LanguageModel:
    """The language model's shape from ``state_dict.bin``'s settings.

    Raises:
        ModelRefused: If a setting is missing, wrong or unknown to the decoder.
    """
    config.require(_FIXED)
    width, num_codebooks = config.whole("transformer_lm.dim"), config.whole("transformer_lm.n_q")
    try:
        return LanguageModel(
            width=width,
            num_heads=config.whole("transformer_lm.num_heads"),
            num_layers=config.whole("transformer_lm.num_layers"),
            feed_forward=int(config.number("transformer_lm.hidden_scale", 4) * width),
            num_codebooks=num_codebooks,
            cardinality=config.whole("transformer_lm.card"),
            delays=_delays(config, num_codebooks),
            cross=_conditions(config, "fuser.cross"),
            # audiocraft puts each condition in front of what is there: words first, then the melody before them.
            prepend=tuple(sorted(_conditions(config, "fuser.prepend"), key=(MELODY, TEXT).index)),
            text_model=str(config.get("conditioners.description.t5.name", "t5-base")),
            melody=_melody(config),
            style=_style(config),
            guidance=config.number("classifier_free_guidance.inference_coef", 3.0),
            window_seconds=config.number("dataset.segment_duration", 30.0),
            positional_scale=config.number("transformer_lm.positional_scale", 1.0),
            max_period=config.number("transformer_lm.max_period", 10_000.0),
            cross_positions=_cross_positions(config),
            is_stereo=_is_stereo(config),
        )
    except ValueError as error:
        raise ModelRefused(config.model, str(error)) from error


def _cross_positions(config: Config) -> float:
    if not config.get("fuser.cross_attention_pos_emb", default=False):
        return 0.0
    return config.number("fuser.cross_attention_pos_emb_scale", 1.0)


def _is_stereo(config: Config) -> bool:
    if not config.get("interleave_stereo_codebooks.use", default=False):
        return False
    if config.get("interleave_stereo_codebooks.per_timestep", default=False):
        raise ModelRefused(config.model, "left and right take turns in time, which no published model does")
    return True


def _delays(config: Config, num_codebooks: int) -> tuple[int, ...]:
    modeling = config.get("codebooks_pattern.modeling") or config.get("transformer_lm.q_modeling")
    if modeling == "parallel":
        return (0,) * num_codebooks
    if modeling != "delay":
        raise ModelRefused(config.model, f"its codebooks follow the pattern {modeling!r}; this version knows 'delay'")
    return tuple(int(delay) for delay in config.get("codebooks_pattern.delay.delays", list(range(num_codebooks))))


def _conditions(config: Config, name: str) -> tuple[str, ...]:
    conditions = tuple(config.get(name, []))
    unknown = [each for each in conditions if each not in (TEXT, MELODY)]
    if unknown:
        raise ModelRefused(config.model, f"it takes a condition this version does not know: {unknown[0]!r}")
    return conditions


def _melody(config: Config) -> MelodySettings | None:
    if config.get("conditioners.self_wav.model") != "chroma_stem":
        return None
    where = "conditioners.self_wav.chroma_stem"
    return MelodySettings(
        sample_rate=config.whole(f"{where}.sample_rate"),
        num_chroma=config.whole(f"{where}.n_chroma"),
        radix2_exp=config.whole(f"{where}.radix2_exp"),
        is_argmax=bool(config.get(f"{where}.argmax", default=False)),
    )


def _style(config: Config) -> StyleSettings | None:
    if config.get("conditioners.self_wav.model") != "style":
        return None
    where = "conditioners.self_wav.style"
    width, num_heads, num_layers = STYLE_SCALES[str(config.get(f"{where}.transformer_scale", "default"))]
    settings = StyleSettings(
        sample_rate=config.whole(f"{where}.sample_rate"),
        width=width,
        num_heads=num_heads,
        num_layers=num_layers,
        num_codebooks=config.whole(f"{where}.n_q_out", 6),
        codebook_size=config.whole(f"{where}.bins", 1024),
        stride=config.whole(f"{where}.ds_factor", 15),
        num_used=config.whole(f"{where}.eval_q", 3),
        seconds=config.number(f"{where}.length", 3.0),
    )
    if min(settings.sample_rate, settings.codebook_size, settings.stride, settings.seconds) <= 0 or not (
        1 <= settings.num_used <= settings.num_codebooks
    ):
        raise ModelRefused(config.model, "the settings of its style condition make no sense")
    return settings


def codec(config: Config) -> CodecSettings:
    """EnCodec's shape from ``compression_state_dict.bin``'s settings.

    Raises:
        ModelRefused: If a setting is missing, wrong or unknown.
    """
    config.require(_FIXED_CODEC)
    ratios = [int(ratio) for ratio in config.get("seanet.ratios", [])]
    if not ratios or min(ratios) < 1:
        raise ModelRefused(config.model, "its settings name no ratios of the codec")
    rate, hop = config.whole("encodec.sample_rate"), math.prod(ratios)
    num_codebooks, size = config.whole("rvq.n_q"), config.whole("rvq.bins")
    arguments = {
        "audio_channels": config.whole("encodec.channels"),
        "hidden_size": config.whole("seanet.dimension"),
        "num_filters": config.whole("seanet.n_filters"),
        "num_residual_layers": config.whole("seanet.n_residual_layers"),
        "upsampling_ratios": ratios,
        "norm_type": "weight_norm",
        "kernel_size": config.whole("seanet.kernel_size", 7),
        "last_kernel_size": config.whole("seanet.last_kernel_size", 7),
        "residual_kernel_size": config.whole("seanet.residual_kernel_size", 3),
        "dilation_growth_rate": config.whole("seanet.dilation_base", 2),
        "use_causal_conv": bool(config.get("seanet.causal", default=False)),
        "pad_mode": str(config.get("seanet.pad_mode", "reflect")),
        "compress": config.whole("seanet.compress", 2),
        "num_lstm_layers": config.whole("seanet.lstm", 0),
        "codebook_size": size,
        "codebook_dim": config.whole("seanet.dimension"),
        "use_conv_shortcut": not config.get("seanet.true_skip", default=True),
    }
    return CodecSettings(
        sample_rate=rate, hop_length=hop, num_codebooks=num_codebooks, codebook_size=size, arguments=arguments
    )
