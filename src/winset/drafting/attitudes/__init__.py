"""Who is for or against a change, by turns of phrase."""
