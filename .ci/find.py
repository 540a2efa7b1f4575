#!/usr/bin/python3
"""Finds a text on the screen as a person does: by reading a picture of it.

    .ci/find.py TEXT [--picture FILE] [--nth N] [--below Y] [--right X] [--like] [--wait SECONDS]

Prints "x y", the middle of the text; exit 1 when it is not to be seen. Texts of
four or more characters may be misread in one of them. Needs tesseract with
chi_sim, python3-pil and ImageMagick.
"""
import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time

from PIL import Image, ImageOps

ZOOMS = (2.5, 2, 3)  # one after another: what is misread at one is read at the next
STEP = 3  # pixels of a cell when filled buttons are looked for
BUTTON = (0x1F, 0x5F, 0xA8)  # the light theme's primary colour
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def upright(picture):
    """The picture with the filled buttons turned: light text on the program's
    colour becomes dark text on light."""
    image = Image.open(picture).convert("RGB")
    small = image.resize((image.width // STEP, image.height // STEP), Image.NEAREST)
    cells = {(i % small.width, i // small.width) for i, p in enumerate(small.getdata())
             if all(abs(a - b) < 30 for a, b in zip(p, BUTTON))}
    gray = ImageOps.grayscale(image)
    while cells:
        patch, edge = set(), [cells.pop()]
        while edge:
            x, y = edge.pop()
            patch.add((x, y))
            near = {(x + i, y + j) for i in (-2, -1, 0, 1, 2) for j in (-1, 0, 1)} & cells
            cells -= near
            edge += near
        wide, high = (max(c[i] for c in patch) - min(c[i] for c in patch) for i in (0, 1))
        if len(patch) > 20 and wide > 4 and high > 3:
            box = [f(c[i] for c in patch) * STEP + k for f, k in ((min, 3), (max, 0)) for i in (0, 1)]
            inner = gray.crop(box)
            gray.paste(255, [box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8])
            gray.paste(inner.point(lambda v: max(0, min(255, 255 - (v - 95) * 255 // 150))), box[:2])
    return gray


def words(picture, zoom):
    """Yields (x, y, width, text) of every word read, in the picture's pixels."""
    image = upright(picture)
    with tempfile.NamedTemporaryFile(suffix=".png") as big:
        image.resize((int(image.width * zoom), int(image.height * zoom)), Image.LANCZOS).save(big.name)
        out = subprocess.run(["tesseract", big.name, "-", "-l", "chi_sim", "--psm", "11", "tsv"],
                             capture_output=True, text=True, check=True).stdout
    for row in out.splitlines()[1:]:
        cell = row.split("\t")
        if len(cell) == 12 and cell[11].strip() and float(cell[10]) > 0:
            x, y, w, h = (int(n) / zoom for n in cell[6:10])
            yield x, y + h / 2, w, cell[11].strip()


def lines(found):
    """Joins words to lines of (character, x, y), left to right."""
    rows = []
    for x, y, w, text in sorted(found, key=lambda f: (f[1], f[0])):
        for row in rows:
            if abs(row[0] - y) < 8:
                break
        else:
            row = (y, [])
            rows.append(row)
        row[1].append((x, y, w, text))
    for _, row in rows:
        line = []
        for x, y, w, text in sorted(row):
            line += [(c, x + w * (i + 0.5) / len(text), y) for i, c in enumerate(text)]
        yield line


def matches(line, text, wrong_allowed):
    """The middles of the places where text stands in a line."""
    for start in range(len(line) - len(text) + 1):
        part = line[start:start + len(text)]
        wrong = sum(a[0] != b for a, b in zip(part, text))
        gaps = max((b[1] - a[1] for a, b in zip(part, part[1:])), default=0)
        if wrong <= wrong_allowed and gaps < 40:
            yield (part[0][1] + part[-1][1]) / 2, part[0][2]


def look(picture, zoom, text, below, right, like):
    """All places of text, top to bottom; misread ones only when none is right."""
    read = list(lines(words(picture, zoom)))
    for wrong in range(2 if like or len(text) > 3 else 1):
        hits = [h for line in read for h in matches(line, text, wrong) if h[1] >= below and h[0] >= right]
        if hits:
            return sorted(hits, key=lambda h: (h[1], h[0]))
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text")
    parser.add_argument("--picture")
    parser.add_argument("--nth", type=int, default=1)
    parser.add_argument("--below", type=float, default=0)
    parser.add_argument("--right", type=float, default=0)
    parser.add_argument("--like", action="store_true", help="one character may be misread in a short text too")
    parser.add_argument("--wait", type=float, default=0)
    args = parser.parse_args()
    text = args.text.replace(" ", "").replace("…", "")
    until = time.time() + args.wait
    for zoom in itertools.cycle(ZOOMS):
        picture = args.picture
        if not picture:
            picture = os.path.join(tempfile.gettempdir(), f"screen-{os.getpid()}.png")
            subprocess.run(["import", "-window", "root", picture], check=True)
        hits = look(picture, zoom, text, args.below, args.right, args.like)
        if len(hits) >= args.nth:
            print(*(round(n) for n in hits[args.nth - 1]))
            return 0
        if time.time() >= until:
            return 1


if __name__ == "__main__":
    sys.exit(main())
