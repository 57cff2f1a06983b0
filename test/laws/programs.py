"""Checks the programs that show the laws: `programs.py CATC LAWS.md DIRECTORY…`.

A program that names a law at its beginning, `// L9.7 chain-order: …` or `// Recognised by L9.7 (chain-order)…`, shows
it: the law fires there. And each prints the same with and without laws, up to rounding; where the program says
`dim N = …`, with small matrices.
"""
import concurrent.futures
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile

CATC, TABLE, *DIRECTORIES = sys.argv[1:]
NUMBER = r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?"


def run(*command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=120)


def same(left, right):
    numbers = [[float(x) for x in re.findall(NUMBER, output)] for output in (left, right)]
    return re.sub(NUMBER, "", left) == re.sub(NUMBER, "", right) and all(
        math.isclose(x, y, rel_tol=1e-3, abs_tol=1e-5) for x, y in zip(*numbers))


def missing(path, label):
    """Which laws fire instead, if the law does not."""
    explained = run(CATC, "explain", path, "--fp=finite", "--format=json")
    fired = {use["law"] for use in json.loads(explained.stdout)["uses"]}
    return None if label in fired else f"{label} does not fire, but {', '.join(sorted(fired)) or 'nothing'}"


def check(path, labels):
    """What is wrong with a program, or nothing."""
    text = path.read_text()
    named = re.search(r"^// (?:Recognised by )?(L[\d.]+) \(?([\w-]+)", text, re.M)
    if named and labels.get(named[2]) != named[1]:
        return f"{named[1]} {named[2]} is no law of this name"
    wrong = missing(path, named[1]) if named else None
    if wrong:
        return wrong
    with tempfile.TemporaryDirectory() as directory:
        small = pathlib.Path(directory) / path.name
        small.write_text(re.sub(r"^dim N = \d+$", "dim N = 8", text, flags=re.M))
        outputs = [run(CATC, "run", small, f"--laws={laws}", "--fp=finite") for laws in ("on", "off")]
    if any(output.returncode for output in outputs) or not same(*(output.stdout for output in outputs)):
        return "\n".join(["with and without laws:"] + [output.stdout + output.stderr for output in outputs])
    return None


def main():
    labels = {name: label for label, name in re.findall(r"^\| (L[\d.]+) \| ([\w-]+) \|", open(TABLE).read(), re.M)}
    programs = [path for directory in DIRECTORIES for path in sorted(pathlib.Path(directory).glob("*.cat"))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: check(path, labels), programs))
    for path, result in zip(programs, results):
        if result:
            print(f"{path.name}: {result}")
    print(f"{results.count(None)} of {len(programs)} programs show what they say")
    sys.exit(any(results))


main()
