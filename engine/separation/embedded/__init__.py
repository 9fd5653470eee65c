"""Our own network: five stems from weights that ship with the product."""
