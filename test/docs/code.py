# Prints the blocks of code of one language in a page: `code.py PAGE.md LANGUAGE`.
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
for block in re.findall(r"^```" + re.escape(sys.argv[2]) + r"\n(.*?)^```$", page, re.M | re.S):
    print(block)
