"""The user's collection as material: what may be used, what is good enough, and what it would teach."""
