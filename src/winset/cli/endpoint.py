"""The language model that commands may ask: named by options, its key from the environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winset.reading.llm import Endpoint


def endpoint(url: str, name: str) -> Endpoint:
    """Give the endpoint that two options name.

    Raises
    ------
    UsageError
        If one of them is missing.
    """
    from winset.errors import UsageError
    from winset.reading.llm import Endpoint

    if not url or not name:
        raise UsageError("--llm and --llm-model go together", "--llm https://models.example.org/v1 --llm-model NAME")
    return Endpoint(url, name, os.environ.get("WINSET_LLM_KEY", ""))
