import json
import os
import signal
import subprocess
import sys
import unittest
from http.client import HTTPConnection


class Main(unittest.TestCase):
    def start(self, **environment: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "service"],
            env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def test_it_says_where_it_listens_and_answers_there(self) -> None:
        listening = json.loads(self.start().stdout.readline())
        connection = HTTPConnection(listening["host"], listening["port"], timeout=5)
        self.addCleanup(connection.close)
        connection.request("GET", "/healthz")
        self.assertEqual(connection.getresponse().status, 200)

    def test_SIGTERM_ends_it_without_a_failure(self) -> None:
        process = self.start()
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=10), 0)

    def test_a_wrong_setting_is_told(self) -> None:
        process = self.start(PORT="eighty")
        _, told = process.communicate(timeout=10)
        self.assertEqual(told, 'PORT must be a number from 0 to 65535, and is "eighty"\n')
        self.assertEqual(process.returncode, 1)
