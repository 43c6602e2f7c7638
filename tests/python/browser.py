"""A headless Chromium, spoken to over its DevTools pipe: no driver, no port, nothing but the browser itself.

It is the one that SCV_CHROMIUM names, else the first on the path. Protocol: chromedevtools.github.io/devtools-protocol.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = """
    --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --remote-debugging-pipe
""".split()
PATIENCE = 60.0


def find_browser() -> str | None:
    """Return the path of a Chromium, None where there is none."""
    named = os.environ.get("SCV_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One page in a browser of its own; a context manager that ends the browser."""

    def __init__(self, browser: str, width: int = 1200, dark: bool = False) -> None:
        """Start the browser with an empty page of a width, in light or dark colours."""
        self.messages: list[str] = []
        self._folder = tempfile.TemporaryDirectory(prefix="scv_browser_", ignore_cleanup_errors=True)
        ours_to, theirs_from = os.pipe()
        theirs_to, ours_from = os.pipe()
        self._read, self._write = ours_to, ours_from
        self._process = subprocess.Popen(
            [browser, *FLAGS, f"--user-data-dir={self._folder.name}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(3, 4),
            preexec_fn=lambda: _place(theirs_to, theirs_from),
        )
        os.close(theirs_to)
        os.close(theirs_from)
        self._buffer, self._number, self._session = b"", 0, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def __enter__(self) -> Page:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait(10)
        os.close(self._read)
        os.close(self._write)
        self._folder.cleanup()

    def open(self, file: Path) -> None:
        """Show a file and wait until its charts are drawn; what the console says is in `messages`."""
        self.call("Page.navigate", url=file.resolve().as_uri())
        end = time.monotonic() + PATIENCE
        while not self.value("Boolean(window.page && document.readyState === 'complete')"):
            assert time.monotonic() < end, "the page did not load"
            time.sleep(0.05)
        self.value("page.ready")

    def value(self, expression: str) -> Any:
        """Return what a JavaScript expression gives, once it is settled."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def picture(self, file: Path, height: int | None = None, top: int = 0, scale: float = 1.0) -> None:
        """Write a PNG of the page, or of so much of it from the top."""
        width, whole = self.value("[innerWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": top, "width": width, "height": height or whole, "scale": scale}
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        file.write_bytes(base64.b64decode(shot["data"]))

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return the browser's answer to a command."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return dict(answer["result"])
            self._note(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], PATIENCE)
            chunk = os.read(self._read, 1 << 16) if ready else b""
            assert chunk, "the browser does not answer"
            self._buffer += chunk
        text, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(text)
        return answer

    def _note(self, event: dict[str, Any]) -> None:
        """Keep what would be red or yellow in the console, and every request that leaves the file."""
        told = event.get("params", {})
        if event["method"] == "Runtime.exceptionThrown":
            self.messages.append(str(told["exceptionDetails"]))
        elif event["method"] == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning", "assert"):
            self.messages.append(str([item.get("value") or item.get("description") for item in told["args"]]))
        elif event["method"] == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.messages.append(told["entry"]["text"])
        elif event["method"] == "Network.requestWillBeSent":
            address = told["request"]["url"]
            if not address.startswith(("file:", "data:")):
                self.messages.append(f"asks the network: {address}")


def _place(read: int, write: int) -> None:
    """In the browser's process: the pipe's ends at descriptors 3 and 4, where it looks for them."""
    read, write = os.dup(read), os.dup(write)
    while min(read, write) <= 4:
        read, write = os.dup(read), os.dup(write)
    os.dup2(read, 3)
    os.dup2(write, 4)
