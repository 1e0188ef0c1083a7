"""The claims of a text as words, to be held against what a reader would say."""

from winset.reading.reader import read_text


def spoken(text):
    """The claims of a text as words."""

    def words(spans):
        return " … ".join(" ".join(text[start:end].split()) for start, end in spans)

    return [
        {
            **{part: words(getattr(one, part)) for part in ("source", "cue", "content", "condition", "via")},
            "act": one.speech_act,
            "polarity": one.polarity,
            "sentence": one.sentence,
        }
        for one in read_text(text)
    ]


def has(claims, **wanted):
    exact = {"act", "polarity", "sentence"}
    return any(
        all(one[part] == word if part in exact else word in one[part] for part, word in wanted.items())
        for one in claims
    )
