"""PCM in and out of files, and the basics every capability needs: resampling, loudness, peaks, fingerprint, tags."""
