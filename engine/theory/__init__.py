"""What the notes mean: Roman numerals, functions, loops, cadences, groove, melody and form. Pure functions on core
types.
"""
