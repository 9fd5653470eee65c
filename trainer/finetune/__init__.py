"""Fine-tuning MusicGen on a data set of one's own: cached tokens, audiocraft's model classes, LoRA or all weights."""
