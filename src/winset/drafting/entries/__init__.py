"""The entries of a draft: their form, their addresses, editing and writing them."""
