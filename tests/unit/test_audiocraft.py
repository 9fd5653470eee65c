"""audiocraft 1.3.0, installed without its own requirements, beside torch 2.11: its models can be built and run.

In a process of its own: it warns in many places (this suite turns warnings into errors) and changes global state.
The models are tiny and random; what is checked is that code paths and shapes hold with this torch.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

SCRIPT = """
import json, socket, sys

def refuse(*_):
    raise AssertionError("audiocraft reached for the network")

socket.socket.connect = refuse
socket.getaddrinfo = refuse

import audiocraft, torch, torchaudio
from audiocraft.models import EncodecModel, MusicGen, builders
from audiocraft.models.lm import LMModel
from audiocraft.modules.codebooks_patterns import DelayedPatternProvider
from audiocraft.modules.conditioners import ConditionFuser, ConditioningProvider, LUTConditioner

torch.manual_seed(7)
codec = builders.get_debug_compression_model("cpu", sample_rate=32000)
with torch.no_grad():
    codes, scale = codec.encode(torch.randn(2, 1, 32000))
    decoded = codec.decode(codes, scale)
# audiocraft's own debug language model fetches a spaCy vocabulary for its tokenizer; this one hashes whole prompts
text = LUTConditioner(n_bins=128, dim=16, output_dim=16, tokenizer="noop")
model = LMModel(
    DelayedPatternProvider(n_q=4),
    ConditioningProvider({"description": text}),
    ConditionFuser({"cross": ["description"], "prepend": [], "sum": [], "input_interpolate": []}),
    n_q=4, card=codec.cardinality, dim=16, num_heads=2, num_layers=2, custom=True, cross_attention=True, causal=True,
).eval()
musicgen = MusicGen("tiny", codec, model, max_duration=30)
musicgen.set_generation_params(duration=0.4, use_sampling=True, top_k=8)

def generate(seed):
    torch.manual_seed(seed)
    return musicgen.generate(["a log drum", "a shaker"], progress=False)

first, again, other = generate(1), generate(1), generate(2)
json.dump({
    "audiocraft": audiocraft.__version__, "torch": torch.__version__, "torchaudio": torchaudio.__version__,
    "is_encodec": isinstance(codec, EncodecModel), "codes": list(codes.shape), "decoded": list(decoded.shape),
    "generated": list(first.shape), "is_finite": bool(torch.isfinite(first).all()), "level": float(first.abs().max()),
    "is_repeatable": bool(torch.equal(first, again)), "differs": not torch.equal(first, other),
}, sys.stdout)
"""


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    variables = os.environ | {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=variables, capture_output=True, text=True, check=False, timeout=560
    )
    assert done.returncode == 0, done.stderr[-4000:]
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.slow
@pytest.mark.timeout(600)
class TestAudiocraftBesideTorch:
    """One process for all: the imports alone take ten to thirty seconds on a slow core."""

    def test_versions_are_those_of_the_lock(self, result: dict[str, Any]) -> None:
        assert result["audiocraft"] == "1.3.0"
        assert result["torch"].split("+")[0] == "2.11.0"
        assert result["torchaudio"].split("+")[0] == "2.11.0"

    def test_encodec_turns_a_second_into_25_frames_of_4_tokens_and_back(self, result: dict[str, Any]) -> None:
        assert result["is_encodec"]
        assert result["codes"] == [2, 4, 25]
        assert result["decoded"] == [2, 1, 32000]

    def test_musicgen_generates_exactly_the_length_asked_for(self, result: dict[str, Any]) -> None:
        assert result["generated"] == [2, 1, 12800]  # 0.4 s at 32 kHz
        assert result["is_finite"]
        assert result["level"] > 0.0

    def test_the_same_seed_gives_the_same_audio(self, result: dict[str, Any]) -> None:
        assert result["is_repeatable"]
        assert result["differs"]
