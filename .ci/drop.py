#!/usr/bin/python3
"""Drops files on a window as a file manager does (XDND, version 5).

drop.py X Y FILE...   at a place of the screen of $DISPLAY; fails when the window
there takes no drops or does not say that it has taken this one.
"""
import pathlib
import sys
import time

from Xlib import X, display
from Xlib.protocol import event

screen_x, screen_y = int(sys.argv[1]), int(sys.argv[2])
uris = "".join(pathlib.Path(p).resolve().as_uri() + "\r\n" for p in sys.argv[3:]).encode()

d = display.Display()
root = d.screen().root


def atom(name):
    return d.intern_atom(name)


def under(window):
    """The innermost window at the place that says it takes drops."""
    hit = window if window.get_full_property(atom("XdndAware"), X.AnyPropertyType) else None
    child = window.translate_coords(root, screen_x, screen_y).child
    return (under(child) if child != X.NONE else None) or hit


def tell(name, *data):
    """A message of the protocol to the window dropped on."""
    values = list(data) + [0] * (4 - len(data))
    target.send_event(event.ClientMessage(window=target, client_type=atom(name), data=(32, [source.id] + values)))
    d.flush()


def wait(name, seconds=10):
    """The answer of that name; meanwhile the files' names are given to who asks."""
    end = time.time() + seconds
    while time.time() < end:
        if not d.pending_events():
            time.sleep(0.02)
            continue
        e = d.next_event()
        if e.type == X.SelectionRequest:
            e.requestor.change_property(e.property, e.target, 8, uris)
            e.requestor.send_event(event.SelectionNotify(
                time=e.time, requestor=e.requestor, selection=e.selection, target=e.target, property=e.property))
            d.flush()
        elif e.type == X.ClientMessage and e.client_type == atom(name):
            return e.data[1]
    sys.exit(f"no {name} within {seconds} s")


target = under(root)
if target is None:
    sys.exit("no window there takes drops")
source = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
source.set_selection_owner(atom("XdndSelection"), X.CurrentTime)
kind, copy, place = atom("text/uri-list"), atom("XdndActionCopy"), screen_x << 16 | screen_y
tell("XdndEnter", 5 << 24, kind)
tell("XdndPosition", 0, place, X.CurrentTime, copy)
if not wait("XdndStatus")[1] & 1:
    sys.exit("the window does not want it")
tell("XdndDrop", 0, X.CurrentTime)
wait("XdndFinished")
