"""Who a text names: figures, persons, groups, whom pronouns mean; who is a party, who stands behind one."""
