"""Annotations as brat standoff (.ann): what is read can be written and read again."""

from harness import main

from winset.reading.standoff import as_standoff, from_standoff

TEXT = "NBC reported on Monday that aid would return."
SEEDS = [
    b"T1\tSource 0 3\tNBC\nT2\tCue 4 12\treported\nT3\tContent 23 28;29 44\tx\n"
    b"T4\tAttribution 4 12\treported\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n#1\tNote T1\tx\n"
]


def read(data: bytes) -> object:
    """Read annotations of a text, write them, and read those."""
    found = from_standoff(data.decode("utf-8", "replace"), len(TEXT))
    assert len(from_standoff(as_standoff(TEXT, found), len(TEXT))) == len(found)
    return found


if __name__ == "__main__":
    main(read, SEEDS)
