# SPDX-License-Identifier: Apache-2.0
import itertools

import pytest

import photos
from lumen_server import Server, new_client

counter = itertools.count(1)


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory):
    """One server for scenarios that do not harm it."""
    with Server(tmp_path_factory.mktemp("shared") / "data", environment=None) as server:
        yield server


@pytest.fixture
def client(shared_server):
    """A new person on the shared server."""
    return new_client(shared_server, f"person{next(counter)}@example.org")


@pytest.fixture
def stranger(shared_server):
    return new_client(shared_server, f"stranger{next(counter)}@example.org")


@pytest.fixture(scope="session")
def face():
    return photos.face()


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"
