"""No command leads a hostile site to anything but public addresses, and no form of anybody's is ever sent."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).parent.parent
SCRIPT = Path(__file__).with_name("hostile_network.py")
SITE, OTHER = "203.0.113.10", "198.51.100.7"
PUBLIC = {SITE, OTHER}


@dataclass(frozen=True)
class Network:
    """What every command did, and everything that reached a socket of the network."""

    done: dict[str, dict[str, Any]]
    asked: list[dict[str, Any]]


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    apart = ["unshare", "--mount", "--net"]
    try:
        tried = subprocess.run([*apart, "ip", "link", "set", "lo", "up"], capture_output=True, text=True)
    except FileNotFoundError as error:
        pytest.skip(f"no network of its own: {error}")
    if tried.returncode:
        pytest.skip(f"no network of its own: {tried.stderr.strip()}")
    folder = tmp_path_factory.mktemp("network")
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    subprocess.run([*apart, sys.executable, SCRIPT, folder], check=True, env=environment, timeout=600)
    done, asked = (json.loads((folder / f"{name}.json").read_text()) for name in ("done", "asked"))
    return Network(done, asked)


def test_every_command_comes_to_its_end(network: Network) -> None:
    codes = {name: one["code"] for name, one in network.done.items()}

    assert codes == {"run": 0, "page": 0, "saved": 0, "file": 0, "check": 3, "catalogue": 2, "export": 0}
    assert not any("Traceback" in one["err"] for one in network.done.values())


def test_nothing_reaches_an_address_that_is_not_public(network: Network) -> None:
    assert [one for one in network.asked if one["ip"] not in PUBLIC] == []


def test_nothing_leaves_by_udp(network: Network) -> None:
    assert [one for one in network.asked if one["kind"] == "udp"] == []


def test_no_form_is_sent_by_any_method_in_any_window_or_frame(network: Network) -> None:
    assert [one for one in network.asked if "form-" in one["path"]] == []


def test_no_window_that_a_page_opens_asks_for_anything(network: Network) -> None:
    assert [one for one in network.asked if "open-" in one["path"]] == []


def test_a_page_that_was_asked_for_ahead_is_not_rendered(network: Network) -> None:
    assert [one for one in network.asked if "rendered-ahead" in one["path"]] == []


def test_a_frame_does_not_leave_for_another_host(network: Network) -> None:
    assert [one for one in network.asked if "frame-left" in one["path"]] == []


def test_what_a_page_sends_when_it_is_touched_is_refused(network: Network) -> None:
    touched = [one for one in network.asked if "/touch" in one["path"]]

    assert {(one["method"], one["path"]) for one in touched} == {("GET", "/touched")}


def test_what_a_page_asks_of_public_hosts_by_itself_stays(network: Network) -> None:
    asked = {(one["method"], one["path"]) for one in network.asked if one["ip"] == OTHER}

    assert {
        ("GET", "/load-other-img"),
        ("GET", "/load-other-frame"),
        ("POST", "/load-other-fetchpost"),
    } <= asked
    assert {("GET", "/load-other-ws"), ("POST", "/load-other-beacon"), ("GET", "/load-other-css")} <= asked


def test_what_was_not_asked_for_is_named(network: Network) -> None:
    words = "公開されていないネットワークのアドレス"

    rows = [json.loads(line) for line in network.done["export"]["out"].splitlines()]
    fates = {row["url"]: row["fate"] for row in rows if row["kind"] == "page"}
    # The name that leads now here, now there may have been found at the public address.
    files = [
        fate for url, fate in fates.items() if "/file-" in url and "hop" not in url and "rebind" not in url
    ]
    assert len(files) > 9 and set(files) == {"forbidden-address"}
    assert words in network.done["check"]["out"]
    assert "192.168.1.1" in network.done["catalogue"]["err"]
