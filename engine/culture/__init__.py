"""Cultural markers, style and total of a song, each with the evidence it rests on."""
