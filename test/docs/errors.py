"""Holds docs/errors.md to the compiler: every code in the sources has an entry and every entry a code in the sources; the wrong
program of an entry gives that error and no other, the right one none. `errors.py CATC FOLDER DOCUMENT SOURCES`."""
import json
import pathlib
import re
import subprocess
import sys

catc, folder, document, sources = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
entries = re.findall(r"^## (E\d{4}): .*?^```wrong\n(.*?)^```\n+^```right\n(.*?)^```$", document.read_text(), re.M | re.S)
used = {code for file in sources.rglob("*.cpp") for code in re.findall(r'"(E\d{4})"', file.read_text())}
listed = [code for code, _, _ in entries]
problems = [f"{code} has no entry" for code in sorted(used - set(listed))]
problems += [f"{code} is in no source" for code in listed if code not in used]
if listed != sorted(set(listed)):
    problems.append("the entries are not in order")

# What no check finds, because it comes from a later stage.
late = {"E0950"}


def diagnostics(code, file):
    command = ["emit", "--stage=linalg"] if code in late else ["check"]
    result = subprocess.run([catc, *command, "--diagnostics=json", file], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        return result.returncode, [found.get("code") for found in json.loads(result.stderr)]
    except ValueError:
        return result.returncode, result.stderr


folder.mkdir(parents=True, exist_ok=True)
for code, wrong, right in entries:
    for name, program, expected in [(code, wrong, (1, [code])), (f"{code}_right", right, (0, []))]:
        file = folder / f"{name}.cat"
        file.write_text(program)
        found = diagnostics(code, file)
        if found != expected:
            problems.append(f"{file}: {found} instead of {expected}")
print("\n".join(problems))
sys.exit(bool(problems))
