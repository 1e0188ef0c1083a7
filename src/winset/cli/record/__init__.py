"""The commands of the record."""

from winset.cli.record import assess, entries, review, views
from winset.cli.record.common import now, record, writing

COMMANDS = (record,)

__all__ = ["COMMANDS", "assess", "entries", "now", "review", "views", "writing"]
