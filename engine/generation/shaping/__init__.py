"""What is done to sound after it was made: chosen, fitted to a grid, looped, joined to what was there before."""
