import unittest

from service.settings import read_settings


class ReadSettings(unittest.TestCase):
    def test_without_an_environment_the_port_is_the_default(self) -> None:
        self.assertEqual(read_settings({}).port, ${{ values.port }})

    def test_PORT_says_where_it_listens(self) -> None:
        self.assertEqual(read_settings({"PORT": "4321"}).port, 4321)

    def test_a_port_that_is_no_port_is_refused(self) -> None:
        for text in ("eighty", "", "-1", "65536"):
            with self.subTest(text), self.assertRaisesRegex(ValueError, "PORT must be a number"):
                read_settings({"PORT": text})
