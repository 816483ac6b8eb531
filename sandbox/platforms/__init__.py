"""The platforms the sandbox plays: a folder or module each, listed in ``sandbox.registry``."""
