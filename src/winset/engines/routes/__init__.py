"""Ways from the status quo to other outcomes, one step or joint step after another."""
