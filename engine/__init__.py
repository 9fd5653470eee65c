"""The engine of AURA-X Studio: everything the product can do, without a window."""

__version__ = "0.1.0"
