"""Every command tells a program what it found or did: as JSON on standard output."""

import json
from pathlib import Path

import click
import pytest
from tests.cli.test_cli_errors import kg

from kg.cli.main import COMMANDS, main


# One goes on until it is stopped, the other is a group of commands.
@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"serve", "link"}))
def test_every_command_takes_a_format(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert {"--format", "-f"} <= {opt for option in command.params for opt in option.opts}


def test_what_is_stale_is_a_list() -> None:
    run = kg("fmt", "--check", "-f", "json")
    assert (run.returncode, json.loads(run.stdout)) == (0, {"stale": []})


def test_a_built_file_is_named(tmp_path: Path) -> None:
    target = tmp_path / "built.ttl"
    run = kg("build", "-o", str(target), "-f", "json")
    assert json.loads(run.stdout) == {"written": [str(target)]}
    assert target.is_file()


def test_json_and_turtle_do_not_share_a_stream() -> None:
    run = kg("build", "-o", "-", "-f", "json", "--lang", "en")
    assert (run.returncode, run.stdout) == (2, "")
    assert "standard output is taken" in run.stderr


def test_what_was_loaded_is_counted(tmp_path: Path) -> None:
    one = tmp_path / "one.ttl"
    one.write_text("<http://a.example/s> <http://a.example/p> 1 .", encoding="utf-8")
    target = tmp_path / "db"
    run = kg("load", str(target), str(one), "-f", "json")
    assert json.loads(run.stdout) == {"directory": str(target), "default": 1, "named": 0}
