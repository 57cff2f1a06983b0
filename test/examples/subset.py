"""Writes the first N pictures and labels of Fashion-MNIST into a folder, unpacked."""
import gzip
import os
import struct
import sys

count, folder = int(sys.argv[1]), sys.argv[2]
os.makedirs(folder, exist_ok=True)
source = "/usr/share/datasets/fashion-mnist/"
for name in ("train", "t10k"):
    for kind, head, size in (("images-idx3", 16, 784), ("labels-idx1", 8, 1)):
        with gzip.open(f"{source}{name}-{kind}-ubyte.gz") as file:
            data = file.read(head + size * count)
        with open(f"{folder}/{name}-{kind}-ubyte", "wb") as file:
            file.write(data[:4] + struct.pack(">I", count) + data[8:])
