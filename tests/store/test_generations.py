"""A build is swapped in whole or not at all: killed, on a full disk, or beside another one."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from intlgraph.errors import MachineError, StoreError
from intlgraph.store import oxigraph
from intlgraph.store.generations import current, fresh

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def quads(path: Path, value: str, count: int = 1) -> Path:
    path.write_text("".join(f'<a:s{number}> <a:p> "{value}" <a:g> .\n' for number in range(count)))
    return path


def build(directory: Path, value: str) -> Path:
    with fresh(directory) as generation:
        oxigraph.build(generation.store, [quads(generation.quads / "tables.nq", value)])
        generation.commit()
    return generation.directory


def answer(directory: Path) -> str:
    ((term,),) = oxigraph.open_read_only(current(directory) / "store").select("SELECT ?o { <a:s0> ?p ?o }").rows
    return str(term)


def names(directory: Path) -> list[str]:
    return sorted(each.name for each in directory.iterdir() if each.is_dir())


def test_before_the_first_build_there_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    for directory in (tmp_path, tmp_path / "none"):
        with pytest.raises(StoreError) as caught:
            current(directory)
        assert "intlgraph build" in caught.value.problems[0].hint("sv")


def test_a_build_is_in_use_when_it_is_committed(tmp_path: Path) -> None:
    build(tmp_path, "one")
    assert answer(tmp_path) == '"one"'
    assert (tmp_path / "current").read_text() == "000001\n"
    with fresh(tmp_path) as generation:
        oxigraph.build(generation.store, [quads(generation.quads / "tables.nq", "two")])
        assert answer(tmp_path) == '"one"'
        generation.commit()
        assert answer(tmp_path) == '"two"'


def test_the_previous_generation_stays_until_the_next_commit(tmp_path: Path) -> None:
    first = build(tmp_path, "one")
    reader = oxigraph.open_read_only(first / "store")
    build(tmp_path, "two")
    assert reader.ask("ASK { ?s ?p 'one' }")
    assert names(tmp_path) == ["000001", "000002"]
    build(tmp_path, "three")
    assert names(tmp_path) == ["000002", "000003"]


def test_what_is_not_committed_is_removed(tmp_path: Path) -> None:
    build(tmp_path, "one")
    with fresh(tmp_path):
        pass
    with pytest.raises(ZeroDivisionError), fresh(tmp_path):
        raise ZeroDivisionError
    assert names(tmp_path) == ["000001"]
    assert answer(tmp_path) == '"one"'


def test_what_killed_builds_left_behind_is_removed(tmp_path: Path) -> None:
    build(tmp_path, "one")
    for name in ("000002", "000017"):
        (tmp_path / name / "quads").mkdir(parents=True)
    (tmp_path / "notes").mkdir()
    (tmp_path / "current.new").write_text("000002")
    with fresh(tmp_path) as generation:
        assert names(tmp_path) == ["000001", "000002", "notes"]
        assert generation.directory.name == "000002"
        assert list(generation.quads.iterdir()) == []


@pytest.mark.parametrize("text", ["", "000009\n", "../elsewhere", "\x00\xff", "nonsense"])
def test_a_current_that_names_nothing_is_as_no_build(tmp_path: Path, text: str) -> None:
    build(tmp_path, "one")
    (tmp_path / "current").write_bytes(text.encode("latin-1"))
    with pytest.raises(StoreError):
        current(tmp_path)
    build(tmp_path, "two")
    assert answer(tmp_path) == '"two"'


SCRIPT = """
import os, signal, sys
from pathlib import Path
from intlgraph.store import generations, oxigraph
build, point, source = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
def at(name):
    if point == name:
        die()
with generations.fresh(build) as generation:
    at("begun")
    (generation.quads / "tables.nq").write_text(source.read_text())
    at("quads")
    with oxigraph.writing(generation.store) as store:
        at("opened")
        store.load([generation.quads / "tables.nq"])
        at("loaded")
    at("built")
    if point == "syncing":
        generations._sync = die
    if point == "replacing":
        Path.replace = die
    if point == "removing":
        generations.shutil.rmtree = die
    generation.commit()
    at("committed")
    print("done")
"""
BEFORE = ["begun", "quads", "opened", "loaded", "built", "syncing", "replacing"]


def run(build_directory: Path, point: str, source: Path, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SCRIPT, str(build_directory), point, str(source)]
    return subprocess.run(command, check=False, capture_output=True, text=True, **more)  # type: ignore[call-overload,no-any-return]


@posix
@pytest.mark.parametrize("point", [*BEFORE, "removing", "committed"])
def test_a_killed_build_leaves_a_whole_generation_in_use(tmp_path: Path, point: str) -> None:
    directory = tmp_path / "build"
    build(directory, "zero")
    build(directory, "old")
    done = run(directory, point, quads(tmp_path / "new.nq", "new"))
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert answer(directory) == ('"old"' if point in BEFORE else '"new"')
    build(directory, "next")
    assert answer(directory) == '"next"'
    assert len(names(directory)) == 2


@posix
def test_a_build_killed_while_it_loads_leaves_the_old_one(tmp_path: Path) -> None:
    directory = tmp_path / "build"
    build(directory, "old")
    source = quads(tmp_path / "new.nq", "new", 300_000)
    command = [sys.executable, "-c", SCRIPT, str(directory), "nowhere", str(source)]
    with subprocess.Popen(command) as process:
        store = directory / "000002" / "store"
        while not store.exists() or not any(store.glob("*.log")):
            assert process.poll() is None
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert answer(directory) == '"old"'


@posix
def test_a_full_disk_leaves_the_old_one(tmp_path: Path) -> None:
    """The limit on the size of a file stands in for the full disk: a write in the middle of the load fails."""
    import resource

    directory = tmp_path / "build"
    build(directory, "old")
    limit = 1_000_000
    source = quads(tmp_path / "new.nq", "new" * 100, 10_000)
    done = run(
        directory, "nowhere", source, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    assert done.returncode == 1
    assert "MachineError: There is no room left on the disk" in done.stderr
    assert answer(directory) == '"old"'
    assert names(directory) == ["000001"]


@posix
def test_a_full_disk_inside_the_engine_leaves_the_old_one(tmp_path: Path) -> None:
    import resource

    directory = tmp_path / "build"
    build(directory, "old")
    script = SCRIPT.replace(
        'at("opened")', "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))"
    )
    source = "".join(f'<a:s{number}> <a:p> "{number:0100d}" <a:g> .\n' for number in range(20_000))
    (tmp_path / "new.nq").write_text(source)
    done = subprocess.run(
        [sys.executable, "-c", script, str(directory), "nowhere", str(tmp_path / "new.nq")],
        check=False,
        capture_output=True,
        text=True,
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 500_000
    assert done.returncode != 0
    assert "MachineError: There is no room left on the disk" in done.stderr
    assert answer(directory) == '"old"'
    assert names(directory) == ["000001"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_no_room_for_the_name_of_the_new_generation_leaves_the_old_one(tmp_path: Path) -> None:
    build(tmp_path, "old")
    (tmp_path / "current.new").symlink_to("/dev/full")
    with pytest.raises(MachineError) as caught:
        build(tmp_path, "new")
    assert caught.value.problems[0].code == "store-disk-full"
    assert answer(tmp_path) == '"old"'
    assert names(tmp_path) == ["000001"]


def test_no_permission_is_an_error_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is made up, because the tests may run as root, who is refused nothing."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    build(tmp_path, "old")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(MachineError) as caught:
        build(tmp_path, "new")
    assert caught.value.problems[0].code == "store-not-permitted"
    assert answer(tmp_path) == '"old"'


def test_a_broken_pipe_in_the_block_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), fresh(tmp_path):
        raise BrokenPipeError
    with pytest.raises(MachineError) as caught, fresh(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device", "public/dump.nq")
    assert caught.value.problems[0].place.file == "public/dump.nq"


def test_a_build_directory_that_is_a_file_is_an_error_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    with pytest.raises(MachineError), fresh(tmp_path / "build"):
        pass


def test_a_second_build_says_that_one_is_running(tmp_path: Path) -> None:
    with fresh(tmp_path) as first:
        with pytest.raises(StoreError) as caught, fresh(tmp_path):
            pass
        assert caught.value.problems[0].code == "build-running"
        assert str(os.getpid()) in caught.value.problems[0].text("sv")
        assert first.quads.is_dir()
    build(tmp_path, "after")
    assert answer(tmp_path) == '"after"'


@posix
def test_another_process_is_held_up_while_it_lives_and_no_longer(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from intlgraph.store.generations import fresh\n"
    script += "with fresh(Path(sys.argv[1])):\n    print('in', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(StoreError) as caught, fresh(tmp_path):
            pass
        assert str(other.pid) in caught.value.problems[0].text()
        other.kill()
    build(tmp_path, "after")
    assert answer(tmp_path) == '"after"'


def test_a_store_is_not_made_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("")
    with pytest.raises(StoreError, match="already holds"):
        oxigraph.build(tmp_path, [])
    assert (tmp_path / "precious").exists()
