"""The set-up all installers share: one environment per lock, made once, found in milliseconds afterwards."""
