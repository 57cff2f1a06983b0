// What a program says about its command line.
#include "args.h"

#include <cstdio>
#include <cstdlib>

using namespace catrt;

namespace {

void appendType(Buffer &out, const catrt_flag &flag) {
  if (flag.kind == CATRT_FIN)
    return out.print("Fin[%lld]", static_cast<long long>(flag.bound));
  out.append(flag.kind == CATRT_ENUM ? flag.cases : nameOf(flag.kind));
}

// "--steps Nat", the widest of which sets the column of the docs.
size_t headWidth(const catrt_flag &flag) {
  Buffer head;
  appendType(head, flag);
  return strlen(flag.name) + head.size + 3;
}

void describeFlag(Buffer &out, const catrt_flag &flag, size_t width) {
  out.print("  --%s ", flag.name);
  appendType(out, flag);
  size_t used = headWidth(flag);
  if (used > width)
    out.print("\n  %*s", static_cast<int>(width), "");
  else
    out.print("%*s", static_cast<int>(width - used), "");
  out.append("  ");
  if (flag.doc && *flag.doc)
    out.print("%s ", flag.doc);
  out.append("(");
  if (flag.refinement)
    out.print("%s; ", flag.refinement);
  if (flag.value)
    out.print("default %s)\n", *flag.value ? flag.value : "\"\"");
  else
    out.append("must be given)\n");
}

void describeFlags(Buffer &out, const catrt_pipeline &pipeline) {
  constexpr size_t widest = 28;
  const catrt_flag help = {"help", nullptr, CATRT_BOOL, nullptr, nullptr, nullptr, 0};
  size_t width = headWidth(help);
  for (int64_t i = 0; i < pipeline.flagCount; ++i) {
    size_t wanted = headWidth(pipeline.flags[i]);
    if (wanted > width && wanted <= widest)
      width = wanted;
  }
  for (int64_t i = 0; i < pipeline.flagCount; ++i)
    describeFlag(out, pipeline.flags[i], width);
  out.print("  %-*s  show this\n", static_cast<int>(width), "--help");
}

void appendDoc(Buffer &out, const char *doc) {
  if (doc && *doc)
    out.print("\n%s\n", doc);
}

} // namespace

void catrt::wrongUsage(const catrt_program &program, Buffer &message) {
  fail(CATRT_USAGE, "%s: %s\nTry %s --help.", program.name, message.cString(), program.name);
}

void catrt::printHelp(const catrt_program &program, const catrt_pipeline *only) {
  TextBuilder out;
  if (only)
    out.print("Usage: %s%s%s [--FLAG VALUE ...]\n", program.name,
              program.pipelineCount > 1 ? " " : "", program.pipelineCount > 1 ? only->name : "");
  else
    out.print("Usage: %s [PIPELINE] [--FLAG VALUE ...]\n", program.name);
  appendDoc(out, program.doc);
  for (int64_t i = 0; i < program.pipelineCount; ++i) {
    const catrt_pipeline &pipeline = program.pipelines[i];
    if (only && &pipeline != only)
      continue;
    bool hasDoc = pipeline.doc && *pipeline.doc;
    if (only)
      appendDoc(out, pipeline.doc);
    else
      out.print("\n%s:%s%s", pipeline.name, hasDoc ? " " : "", hasDoc ? pipeline.doc : "");
    out.append("\n");
    describeFlags(out, pipeline);
  }
  out.size -= 1; // print ends the line
  catrt_print(out.finish());
  exit(0);
}
