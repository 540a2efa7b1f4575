# Yardstick: python-docx fills the same form as the Go program. The template is
# opened anew for every form, as python-docx needs it; every {{tag}} stands in
# one run here, so the quickest way there is, replacing the text of runs, is
# taken, and files are saved to memory.
# Usage: fill.py TEMPLATE DATA.json PHOTO FROM N; prints seconds.
import copy
import io
import json
import re
import sys
import time

import docx
from docx.shared import Mm

template, data, photo, first, n = sys.argv[1:6]
people = json.load(open(data, encoding="utf-8"))
tag = re.compile(r"\{\{([^{}|]+)(?:\|[^{}]*)?\}\}")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def replace(root, values):
    """Text nodes are walked directly: python-docx's own cell lists are far slower."""
    for t in root.iter(W + "t"):
        if t.text and "{{" in t.text:
            t.text = tag.sub(lambda m: str(values.get(m.group(1), "")), t.text)


def family(body, rows):
    for tr in body.iter(W + "tr"):
        if any("{{家庭成员." in (t.text or "") for t in tr.iter(W + "t")):
            break
    else:
        return
    for k in range(max(7, len(rows))):
        new = copy.deepcopy(tr)
        tr.addprevious(new)
        replace(new, {"家庭成员." + a: b for a, b in rows[k].items()} if k < len(rows) else {})
    tr.getparent().remove(tr)


def picture(d):
    for t in d._element.body.iter(W + "t"):
        if t.text and t.text.startswith("{{@"):
            t.text = ""
            docx.text.run.Run(t.getparent(), d.paragraphs[0]).add_picture(photo, height=Mm(38))
            return


template = open(template, "rb").read()
start = time.perf_counter()
for k in range(int(first), int(first) + int(n)):
    person = people[k % len(people)]
    d = docx.Document(io.BytesIO(template))
    family(d._element.body, person["家庭成员"])
    picture(d)
    replace(d._element.body, person)
    d.save(io.BytesIO())
print(time.perf_counter() - start)
