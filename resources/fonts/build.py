"""Font work behind build.sh: subset to GB2312, rename, CFF outlines to quadratic.

build.py subset [--gbk] [--family NAME] IN OUT
                                         keep GB2312, or GBK, and the symbols of the forms
build.py window --like FONT IN OUT       one face of a collection, with the characters of FONT
build.py rest --without FONT ... IN OUT  keep the hanzi that no FONT has
build.py quadratic IN OUT                a CFF font as a glyf one, all glyphs kept

All keep the time stamp of the source, so the same source gives the same bytes.
"""
import argparse

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

# Outside GB2312's symbol rows, but printed on forms or typed by clerks.
EXTRA = "·—–“”‘’…℃①②③④⑤⑥⑦⑧⑨⑩√×○〇□■●☐☑☒✓￥¥㎡‰°±§©®•‖′″"
FEATURES = ["kern", "locl", "mark", "mkmk", "ccmp", "vert"]
# Names a reader sees; a renamed font may keep none of the original ones.
SHOWN_NAMES = {1, 2, 3, 4, 6, 16, 17, 18, 20, 21, 22}


def gb2312():
    """Every character of GB2312-80 (symbol rows 1-9, hanzi rows 16-87) and ASCII."""
    chars = {chr(c) for c in range(0x20, 0x7F)}
    for high in list(range(0xA1, 0xAA)) + list(range(0xB0, 0xF8)):
        for low in range(0xA1, 0xFF):
            try:
                chars.add(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    return chars


def gbk():
    """GB2312 and the 20,902 unified hanzi of GBK: what names are written with."""
    return gb2312() | {chr(c) for c in range(0x4E00, 0x9FA6)}


def rename(font, family):
    """Replaces every shown name by family; copyright and licence entries stay."""
    table = font["name"]
    version = table.getDebugName(5)
    table.names = [n for n in table.names if n.nameID not in SHOWN_NAMES]
    postscript = family.replace(" ", "") + "-Regular"
    for name_id, text in (
        (1, family),
        (2, "Regular"),
        (3, f"{family}: subset of {version}"),
        (4, family),
        (6, postscript),
    ):
        table.setName(text, name_id, 3, 1, 0x409)


def hanzi(path):
    """The hanzi a font has: unified, extensions and compatibility forms."""
    return {
        chr(c) for c in TTFont(path).getBestCmap()
        if 0x3400 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or 0x20000 <= c <= 0x3FFFF
    }


def make_subset(source, target, family, chars):
    """Writes source reduced to chars, without hinting, to target."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    worker = subset.Subsetter(options)
    worker.populate(text="".join(sorted(chars)))
    worker.subset(font)
    if family:
        rename(font, family)
    subset.save_font(font, target, options)


def make_window(source, target, like):
    """Writes the simplified Chinese face of a CFF collection, reduced to the
    characters of another font, its outlines left as they are."""
    faces = [f["name"].getDebugName(4) for f in TTCollection(source, lazy=True).fonts]
    wanted = [i for i, name in enumerate(faces) if name.startswith("Noto Sans CJK SC")]
    options = subset.Options()
    options.font_number = wanted[0]
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk"]  # the variants of other languages stay out
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=TTFont(like).getBestCmap())
    worker.subset(font)
    subset.save_font(font, target, options)


def make_quadratic(source, target):
    """Writes a CFF font with quadratic glyf outlines, at most one unit away."""
    font = TTFont(source, recalcTimestamp=False)
    outlines = font.getGlyphSet()
    order = font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    for tag in ("CFF ", "VORG", "DSIG"):
        if tag in font:
            del font[tag]
    set_glyf_header(font)
    table = font["name"]
    table.setName(
        table.getDebugName(5) + "; outlines converted from CFF to quadratic", 5, 3, 1, 0x409
    )
    font.save(target)


def set_glyf_header(font):
    """Gives maxp, post and the file signature the values a glyf font needs."""
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
        "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
    ):
        setattr(maxp, field, 0)
    font["glyf"].compile(font)
    post = font["post"]
    post.formatType = 3.0
    post.extraNames = []
    post.mapping = {}
    font.sfntVersion = "\x00\x01\x00\x00"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", choices=("subset", "window", "rest", "quadratic"))
    parser.add_argument("--family", help="new family name (subset only)")
    parser.add_argument("--gbk", action="store_true", help="GBK instead of GB2312 (subset only)")
    parser.add_argument("--without", action="append", default=[], help="a font whose hanzi are left out (rest only)")
    parser.add_argument("--like", help="a font whose characters are kept (window only)")
    parser.add_argument("source")
    parser.add_argument("target")
    args = parser.parse_args()
    if args.work == "subset":
        make_subset(args.source, args.target, args.family, (gbk() if args.gbk else gb2312()) | set(EXTRA))
    elif args.work == "window":
        make_window(args.source, args.target, args.like)
    elif args.work == "rest":
        chars = hanzi(args.source).difference(*map(hanzi, args.without))
        make_subset(args.source, args.target, args.family, chars)
    else:
        make_quadratic(args.source, args.target)


if __name__ == "__main__":
    main()
