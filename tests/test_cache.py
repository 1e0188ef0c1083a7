"""The cache on disk: what was kept comes back, and nothing that happens to the folder does harm."""

import os
import subprocess
import sys

import numpy as np
import pytest

from winset.cache import FOLDER_VARIABLE, ArrayCache, default_cache

ARRAYS = {"hits": np.arange(5), "flags": np.array([True, False])}


def same(found):
    return found is not None and all((found[name] == array).all() for name, array in ARRAYS.items())


def test_what_was_kept_comes_back_to_the_bit_and_only_under_its_key(tmp_path):
    kept = ArrayCache(tmp_path)
    values = np.random.default_rng(1).random(100)
    kept.put("a", {**ARRAYS, "values": values})
    found = kept.get("a")
    assert same(found)
    assert found["values"].tobytes() == values.tobytes()
    assert kept.get("b") is None


def test_a_deleted_folder_is_made_anew(tmp_path):
    kept = ArrayCache(tmp_path / "deep" / "folder")
    kept.put("a", ARRAYS)
    for path in (tmp_path / "deep" / "folder").iterdir():
        path.unlink()
    (tmp_path / "deep" / "folder").rmdir()
    assert kept.get("a") is None
    kept.put("a", ARRAYS)
    assert same(kept.get("a"))


@pytest.mark.parametrize("place", [0, 10, 40, 100, -1])
def test_a_flipped_bit_anywhere_counts_as_not_there(tmp_path, place):
    kept = ArrayCache(tmp_path)
    kept.put("a", ARRAYS)
    (path,) = tmp_path.iterdir()
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert kept.get("a") is None
    kept.put("a", ARRAYS)
    assert same(kept.get("a"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 1000])
def test_rubbish_and_halves_count_as_not_there(tmp_path, content):
    kept = ArrayCache(tmp_path)
    kept.put("a", ARRAYS)
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert kept.get("a") is None


def test_an_entry_of_another_key_is_not_taken(tmp_path):
    kept = ArrayCache(tmp_path)
    kept.put("a", ARRAYS)
    (path,) = tmp_path.iterdir()
    os.rename(path, kept._path("b"))
    assert kept.get("b") is None


def test_the_folder_stays_bounded_and_keeps_what_was_used_last(tmp_path):
    kept = ArrayCache(tmp_path, limit=20_000)
    for number in range(20):
        kept.put(f"{number}", {"zeros": np.zeros(500)})
        kept.get("0")
        os.utime(kept._path("0"), (2e9 + number, 2e9 + number))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000
    assert kept.get("0") is not None
    assert kept.get("19") is not None
    assert kept.get("1") is None


def test_files_of_others_in_the_folder_stay(tmp_path):
    others = [tmp_path / name for name in ("thesis.docx", "results.npz", "half.part")]
    for file in others:
        file.write_bytes(bytes(5_000))
    kept = ArrayCache(tmp_path, limit=3_000)
    for key in "abcdef":
        kept.put(key, {"x": np.zeros(100)})
    assert all(file.exists() for file in others)
    assert kept.get("f") is not None
    assert kept.get("a") is None


def test_what_is_larger_than_the_folder_may_be_is_not_kept(tmp_path):
    kept = ArrayCache(tmp_path, limit=1000)
    kept.put("a", {"zeros": np.zeros(5000)})
    assert kept.get("a") is None
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    kept = ArrayCache(tmp_path / "file" / "cache")
    kept.put("a", ARRAYS)
    assert kept.get("a") is None


def test_no_folder_keeps_nothing(monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    kept = default_cache()
    kept.put("a", ARRAYS)
    assert kept.get("a") is None


def test_pickled_objects_are_never_read(tmp_path):
    kept = ArrayCache(tmp_path)
    with pytest.raises(ValueError, match="allow_pickle"):
        np.load(_pickled(tmp_path), allow_pickle=False)["a"]
    assert kept.get("a") is None


def _pickled(folder):
    path = folder / "objects.npz"
    np.savez(path, a=np.array([{}], dtype=object))
    return path


def test_two_processes_that_write_the_same_entry_leave_a_whole_one(tmp_path):
    program = (
        "import sys, numpy as np; from pathlib import Path; from winset.cache import ArrayCache\n"
        "kept = ArrayCache(Path(sys.argv[1]))\n"
        "for _ in range(200):\n"
        "    kept.put('a', {'hits': np.arange(2000)})\n"
        "    found = kept.get('a')\n"
        "    assert found is None or (found['hits'] == np.arange(2000)).all()\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path)]) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert len(list(tmp_path.iterdir())) == 1
