"""Drives a headless Chromium through a pipe with its DevTools protocol: no network, no other packages."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class BrowserError(Exception):
    """The browser ended, did not answer in time, or answered with an error."""


class Browser:
    """A Chromium of its own, with a fresh profile."""

    def __init__(self):
        program = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
        if program is None:
            raise BrowserError("no Chromium is installed (Debian: apt-get install chromium)")
        self.profile = tempfile.mkdtemp(prefix="nbrun-browser-")
        read_end, child_write = os.pipe()
        child_read, write_end = os.pipe()
        # Chromium reads commands from descriptor 3 and writes answers to 4. Ours may have these very numbers, so they
        # are moved out of the way first.
        def arrange():
            first, second = os.dup2(child_read, 50), os.dup2(child_write, 51)
            os.dup2(first, 3)
            os.dup2(second, 4)
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
             "--remote-debugging-pipe", f"--user-data-dir={self.profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=arrange,
            close_fds=False)
        os.close(child_read)
        os.close(child_write)
        self.read_end, self.write_end = read_end, write_end
        self.buffer = b""
        self.number = 0
        self.events = []

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.read_end)
        os.close(self.write_end)
        shutil.rmtree(self.profile, ignore_errors=True)

    def message(self, timeout):
        """The next message, or None when none comes in time."""
        end = time.monotonic() + timeout
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.read_end], [], [], max(0, end - time.monotonic()))
            if not ready:
                return None
            chunk = os.read(self.read_end, 1 << 20)
            if not chunk:
                raise BrowserError("the browser ended")
            self.buffer += chunk
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def send(self, method, session=None, timeout=60, **parameters):
        """Calls a method of the protocol and waits for its result; events that come meanwhile are kept."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if session:
            command["sessionId"] = session
        data = json.dumps(command).encode() + b"\0"
        while data:
            data = data[os.write(self.write_end, data):]
        end = time.monotonic() + timeout
        while True:
            answer = self.message(max(0, end - time.monotonic()))
            if answer is None:
                raise BrowserError(f"no answer to {method} within {timeout} s")
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error'].get('message')}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def page(self, **settings):
        return Page(self, **settings)


class Page:
    """A page in a tab of its own."""

    def __init__(self, browser, width=1100, height=900, dark=False, scripts=True, phone=False):
        self.browser = browser
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=2 if phone else 1, mobile=phone)
        self.send("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                            {"name": "prefers-reduced-motion", "value": "reduce"}])
        if not scripts:
            self.send("Emulation.setScriptExecutionDisabled", value=True)

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def open(self, url, timeout=60):
        """Opens a page and waits until it is loaded; returns the seconds that took."""
        self.events()
        begin = time.monotonic()
        self.send("Page.navigate", url=url)
        seen = []
        while not any(e["method"] == "Page.loadEventFired" for e in seen):
            if time.monotonic() - begin > timeout:
                raise BrowserError(f"{url} did not load within {timeout} s")
            message = self.browser.message(1)
            if message and message.get("sessionId") == self.session:
                seen.append(message)
            seen += self.events(keep=True)
        seconds = time.monotonic() - begin
        self.browser.events += seen
        return seconds

    def events(self, keep=False):
        """The events of this page since the last call."""
        mine = [e for e in self.browser.events if e.get("sessionId") == self.session]
        self.browser.events = [e for e in self.browser.events if e.get("sessionId") != self.session]
        return mine

    def evaluate(self, expression):
        """The value of an expression of JavaScript; a promise is waited for."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description") or details.get("text"))
        return result["result"].get("value")

    def key(self, name, text="", modifiers=0):
        code = {"Tab": 9, "Enter": 13, " ": 32}[name]
        common = {"key": name, "code": {" ": "Space"}.get(name, name), "windowsVirtualKeyCode": code,
                  "modifiers": modifiers}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def complaints(self):
        """What the console, the log and the network had to complain of, and every request that is not the page."""
        found = []
        for event in self.events():
            method, data = event["method"], event["params"]
            if method == "Runtime.exceptionThrown":
                found.append("exception: " + str(data["exceptionDetails"].get("exception", {}).get("description")))
            elif method == "Runtime.consoleAPICalled":
                found.append("console: " + str([a.get("value") for a in data["args"]]))
            elif method == "Log.entryAdded":
                found.append("log: " + data["entry"]["text"])
            elif method == "Page.javascriptDialogOpening":
                found.append("dialog: " + data["message"])
                self.send("Page.handleJavaScriptDialog", accept=True)
            elif method == "Network.requestWillBeSent":
                url = data["request"]["url"]
                if not url.startswith(("file:", "data:", "about:")):
                    found.append("request: " + url)
            elif method == "Audits.issueAdded" and "contentSecurityPolicy" in json.dumps(data):
                found.append("policy: " + json.dumps(data)[:300])
        return found

    def screenshot(self, path, full=True):
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=full)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)
