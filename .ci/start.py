#!/usr/bin/python3
"""Measures how the window starts: start.py PROGRAM DATABASE [TIMES]

Each time the program is started on $DISPLAY and its window watched until the
screen of the start stands in it: its lists and charts have many colours, an empty
window a handful. Prints milliseconds from the start of the process, and, two seconds
later, its memory in MB: RssAnon is its own, VmRSS with what it shares with others,
such as the library that draws in the place of a graphics card. Needs python3-xlib.
"""
import os
import subprocess
import sys
import time

from Xlib import X, display, error

COLOURS = 64  # as many as .ci/e2e.sh asks for


def windows(d, window):
    """Yields the windows below a window, the window itself first."""
    yield window
    try:
        for child in window.query_tree().children:
            yield from windows(d, child)
    except error.XError:
        pass  # gone meanwhile


def of_process(d, pid):
    """The largest mapped window of a process, None while there is none."""
    found = None
    for w in windows(d, d.screen().root):
        try:
            owner = w.get_full_property(d.intern_atom("_NET_WM_PID"), X.AnyPropertyType)
            if owner and owner.value[0] == pid and w.get_attributes().map_state == X.IsViewable:
                found = w
        except error.XError:
            continue
    return found


def colours(w):
    """How many colours a window shows, of every fifth line."""
    g = w.get_geometry()
    seen = set()
    for y in range(0, g.height, 5):
        data = w.get_image(0, y, g.width, 1, X.ZPixmap, 0xFFFFFFFF).data
        seen.update(data[i:i + 3] for i in range(0, len(data), 4))
    return len(seen)


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        rows = dict(line.split(":", 1) for line in f)
    return [int(rows[k].split()[0]) / 1024 for k in ("RssAnon", "VmRSS")]


def start(d, program, db):
    begin = time.monotonic()
    p = subprocess.Popen([program, "--db", db], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() - begin < 60:
            w = of_process(d, p.pid)
            try:
                if w and colours(w) >= COLOURS:
                    took = time.monotonic() - begin
                    time.sleep(2)
                    return [took * 1000, *memory(p.pid)]
            except error.XError:
                pass  # not wholly there yet
            time.sleep(0.01)
        raise SystemExit("the window did not show its screen within 60 s")
    finally:
        p.terminate()
        p.wait()


def main():
    program, db = sys.argv[1:3]
    d = display.Display()
    rows = [start(d, program, db) for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 5)]
    for name, column, unit in zip(("screen of the start", "RssAnon", "VmRSS"), zip(*rows), ("ms", "MB", "MB")):
        low, *_, high = sorted(column)
        print(f"{name:20} {low:6.0f} to {high:.0f} {unit}")


if __name__ == "__main__":
    main()
