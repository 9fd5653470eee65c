"""Prompts in a producer's words become wishes; so do changes to a take. Words are data: ``resources/lexicon``."""

from engine.generation.prompting.change import Change, read_change
from engine.generation.prompting.grammar import read_prompt
from engine.generation.prompting.merge import merge
from engine.generation.prompting.sections import section_indices

__all__ = ["Change", "merge", "read_change", "read_prompt", "section_indices"]
