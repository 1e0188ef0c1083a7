"""Hypothesis without deadlines: how fast a machine is says nothing about what is right."""

from hypothesis import settings

settings.register_profile("winset", deadline=None)
settings.load_profile("winset")
