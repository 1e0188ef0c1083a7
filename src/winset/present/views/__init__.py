"""Results as pages of the workbench need them."""
