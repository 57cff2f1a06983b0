"""Which laws of the page lack literature, a test or a program: `complete.py LAWS.md TESTS`."""
import pathlib
import re
import sys

page, tests = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
lacks = {"literature": [], "test": [], "program": []}
for label, name, source in re.findall(r"^\| (L[\d.]+) \| ([\w-]+) \|.*\|([^|]*)\|$", page, re.M):
    if not source.strip():
        lacks["literature"].append(label)
    if not (tests / f"{label}-{name}.mlir").exists():
        lacks["test"].append(label)
    if not (tests / "programs" / f"{name.replace('-', '_')}.cat").exists():
        lacks["program"].append(label)
for what, labels in lacks.items():
    print(f"no {what}: {' '.join(labels)}".rstrip())
