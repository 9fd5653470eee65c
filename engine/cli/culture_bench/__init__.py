"""What cultural scoring is measured by: songs of the test split, perturbations, subgroups."""
