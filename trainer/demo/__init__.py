"""``aurax train demo``: the whole way on our own corpus and a tiny model, from songs to a blind comparison."""
