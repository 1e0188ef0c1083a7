"""How a document is laid out: lines and cells that end a sentence, headings, datelines, turns, items."""
