"""A neural network on top of a pretrained encoder: a second opinion on cues, sources and contents."""
