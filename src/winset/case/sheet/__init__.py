"""The scoring sheet of a case: tables that a spreadsheet shows, and what a person changed in them."""
