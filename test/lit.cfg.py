# How lit runs the tests of this tree: every .mlir, .cat and .test file with RUN lines is a test.
# `lit build/test` runs them all, and the unit tests; `ninja check-cat` builds what they need first.
import os
import shutil

import lit.formats

config.name = "Cat"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".cat", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt", "programs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.cat_build, "test")

config.environment["PATH"] = os.pathsep.join([config.llvm_tools, os.environ.get("PATH", "")])
config.environment["CATRT_METRICS"] = ""

tools = os.path.join(config.cat_build, "bin")
config.substitutions += [
    (r"%cat_opt\b", os.path.join(tools, "cat-opt")),
    (r"%cat_fuzz\b", os.path.join(tools, "cat-fuzz")),
    (r"%catc\b", os.path.join(tools, "catc")),
    (r"%mlir_opt\b", os.path.join(config.llvm_tools, "mlir-opt")),
    (r"%cat_plugin\b", os.path.join(config.cat_build, "lib", "CatPlugin.so")),
    (r"%cat_src\b", config.cat_source),
    (r"%cat_build\b", config.cat_build),
]
if os.path.exists(os.path.join(tools, "catc")):
    config.available_features.add("catc")
if shutil.which("dot"):
    config.available_features.add("dot")
