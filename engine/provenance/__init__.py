"""How music was made, said in its sound and in its files: watermark, recipe, signed manifest, credits."""
