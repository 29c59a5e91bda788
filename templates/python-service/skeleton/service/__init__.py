"""An HTTP service; `python3 -m service` starts it."""
