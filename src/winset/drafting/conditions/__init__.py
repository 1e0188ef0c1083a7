"""What is withheld until something else happens, and what is given for what."""
