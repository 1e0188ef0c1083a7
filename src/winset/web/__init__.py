"""The workbench: a local page in the browser where one reads, edits and plays with a case."""
