"""Writes every ```cat fragment of the given Markdown files into a folder, and what follows one, if anything does: a ```text block
is what it must print, a ```verdicts block what `catc test` says of it, an ```explain block what `catc explain --laws=L13` does. A file is named after its module, if the fragment has one."""
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for source in sys.argv[2:]:
    text = pathlib.Path(source).read_text()
    stem = pathlib.Path(source).stem.lower()
    blocks = re.findall(r"^```(cat|text|verdicts|explain)\n(.*?)^```$", text, re.M | re.S)
    number = 0
    for kind, body in blocks:
        if kind == "cat":
            number += 1
            module = re.search(r"^module (\w+)$", body, re.M)
            name = module[1] if module else f"{stem}_{number}"
            (folder / f"{name}.cat").write_text(body)
        elif number:
            (folder / f"{name}.{'txt' if kind == 'text' else kind}").write_text(body)
