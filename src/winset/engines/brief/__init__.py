"""What the brief tells of a case, at a glance and after a quick change, too."""
