"""Music that amapiano is told apart from, written and rendered for training and measuring only."""
