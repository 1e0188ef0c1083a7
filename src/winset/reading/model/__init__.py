"""A trainable model on top of the rules: one tagger finds cues, another one each cue's source and content."""
