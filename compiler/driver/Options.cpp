// The option groups that several subcommands have.
#include "compiler/driver/Command.h"

#include "llvm/Support/WithColor.h"

using namespace llvm;
using namespace cat;
using namespace cat::driver;

DiagnosticsOption::DiagnosticsOption(cl::SubCommand &sub)
    : form("diagnostics", cl::sub(sub), cl::init(DiagnosticsForm::Text),
           cl::desc("How errors are shown"),
           cl::values(clEnumValN(DiagnosticsForm::Text, "text", "for people (default)"),
                      clEnumValN(DiagnosticsForm::Json, "json", "for tools: one JSON array"))) {}

LawsOption::LawsOption(cl::SubCommand &sub)
    : names("laws", cl::sub(sub), cl::init("on"), cl::value_desc("on|off|list"),
            cl::desc("The laws that the optimiser may use")),
      fp("fp", cl::sub(sub), cl::init(FloatMode::Fast), cl::desc("What rounding may do"),
         cl::values(clEnumValN(FloatMode::Exact, "exact", "every law keeps every bit"),
                    clEnumValN(FloatMode::Fast, "fast", "laws of the reals (default)"),
                    clEnumValN(FloatMode::Finite, "finite", "also those that fail for NaN, inf"))) {
}

FloatClass LawsOption::floats() const {
  return fp == FloatMode::Exact  ? FloatClass::Exact
         : fp == FloatMode::Fast ? FloatClass::Rounding
                                 : FloatClass::Finite;
}

CodeOptions::CodeOptions(cl::SubCommand &sub)
    : level("O", cl::sub(sub), cl::Prefix, cl::init(2), cl::value_desc("0..3"),
            cl::desc("Optimisation level (default 2)")),
      triple("target", cl::sub(sub), cl::value_desc("triple"),
             cl::desc("Machine to compile for (default: this one)")),
      cpu("cpu", cl::sub(sub), cl::init("native"), cl::value_desc("name"),
          cl::desc("Processor to compile for (default: native, the one compiling)")),
      laws(sub),
      checks("checks", cl::sub(sub), cl::init(Switch::On), cl::desc("Checks of refinements"),
             cl::values(clEnumValN(Switch::On, "on", "made (default)"),
                        clEnumValN(Switch::Off, "off", "left out"))) {}

LinkOption::LinkOption(cl::SubCommand &sub)
    : files("link", cl::sub(sub), cl::value_desc("file"),
            cl::desc("Link this library or object file too (.a, .o, .so)")) {}

std::unique_ptr<TargetMachine> CodeOptions::target() const {
  if (level > 3) {
    fail(WrongUsage, "-O takes 0, 1, 2 or 3");
    return nullptr;
  }
  Expected<std::unique_ptr<TargetMachine>> machine =
      createTarget({.triple = triple, .cpu = cpu, .optLevel = level});
  if (machine)
    return std::move(*machine);
  fail(WrongUsage, machine.takeError());
  return nullptr;
}

PipelineOptions CodeOptions::pipeline(const TargetMachine &target) const {
  return {.laws = laws.names,
          .fp = laws.fp,
          .checks = checks == Switch::On,
          .vectorBits = vectorBits(target)};
}

int cat::driver::fail(ExitCode code, const Twine &message) {
  errs() << "catc: error: " << message << '\n';
  return code;
}

int cat::driver::fail(ExitCode code, Error error) { return fail(code, toString(std::move(error))); }
