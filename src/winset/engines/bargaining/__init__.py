"""Deals and forecasts: what could be agreed, what would be, and what becomes of it."""
