"""What the views ask for, one file a view."""
