import json
import threading
import unittest
from http.client import HTTPConnection

from service.server import Handler, create_server


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        Handler.log_message = lambda *_: None
        cls.server = create_server("127.0.0.1", 0)
        cls.thread = threading.Thread(target=cls.server.serve_forever)
        cls.thread.start()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.shutdown()
        cls.server.server_close()
        cls.thread.join()

    def ask(self, method: str, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.server.server_port, timeout=5)
        self.addCleanup(connection.close)
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, response.read()

    def test_it_says_that_it_is_healthy(self) -> None:
        status, body = self.ask("GET", "/healthz")
        self.assertEqual((status, json.loads(body)), (200, {"status": "ok"}))

    def test_it_says_what_it_is(self) -> None:
        status, body = self.ask("GET", "/")
        about = {
            "name": ${{ values.name | json }},
            "description": ${{ values.description | json }},
        }
        self.assertEqual((status, json.loads(body)), (200, about))

    def test_HEAD_is_answered_without_a_body(self) -> None:
        self.assertEqual(self.ask("HEAD", "/healthz"), (200, b""))

    def test_an_unknown_path_is_not_found(self) -> None:
        self.assertEqual(self.ask("GET", "/no-such-page")[0], 404)

    def test_an_unknown_method_is_not_found(self) -> None:
        self.assertEqual(self.ask("POST", "/")[0], 404)
