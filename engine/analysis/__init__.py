"""What can be heard in a recording: rhythm, form, harmony and notes. Pure functions on core types."""
