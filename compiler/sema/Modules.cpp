// Finding, loading and linking modules; the entry of sema.
#include "compiler/sema/Elaborator.h"
#include "compiler/sema/Sema.h"
#include "compiler/syntax/Parser.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace cat::sema {

namespace {

class Loader {
public:
  Loader(Program &program, SourceManager &sources, const std::vector<std::string> &searchPath,
         Diagnostics &diagnostics)
      : program(program), sources(sources), roots(searchPath), diagnostics(diagnostics) {}

  ModuleInfo *loadFile(const std::string &path, const std::string &name) {
    auto buffer = llvm::MemoryBuffer::getFile(path);
    if (!buffer)
      return nullptr;
    auto owned = std::make_unique<ModuleInfo>();
    ModuleInfo &module = *owned;
    byPath[path] = &module;
    program.modules.push_back(std::move(owned));
    module.name = name;
    module.file = sources.add(path, (*buffer)->getBuffer().str());
    module.loading = true;
    unsigned errorsBefore = diagnostics.errors();
    module.ast = parse(sources, module.file, diagnostics);
    if (module.ast && diagnostics.errors() == errorsBefore) {
      collect(module);
      for (auto &decl : module.ast->decls)
        if (decl->kind == ast::DeclKind::Import)
          import(module, *decl);
    }
    module.loading = false;
    return &module;
  }

  void addRoot(std::string root) { roots.insert(roots.begin(), std::move(root)); }

  ModuleInfo *find(const std::vector<ast::Ident> &path, bool &isCycle) {
    std::string name, file;
    for (const ast::Ident &part : path) {
      name += (name.empty() ? "" : ".") + part.text;
      file += (file.empty() ? "" : "/") + part.text;
    }
    for (const std::string &root : roots) {
      llvm::SmallString<128> candidate(root);
      llvm::sys::path::append(candidate, file + ".cat");
      if (!llvm::sys::fs::exists(candidate))
        continue;
      std::string path(candidate);
      if (auto it = byPath.find(path); it != byPath.end()) {
        isCycle = it->second->loading;
        return it->second;
      }
      return loadFile(path, name);
    }
    return nullptr;
  }

private:
  Declaration *declare(ModuleInfo &module, const ast::Decl &decl, const ast::Ident &name,
                       int enumCase) {
    auto [it, isNew] = module.names.try_emplace(name.text, nullptr);
    if (!isNew) {
      Diagnostic &diagnostic =
          diagnostics.error("E0102", name.span, name.text + " is declared twice in this module");
      const Declaration &first = *it->second;
      diagnostic.notes.push_back(
          {first.enumCase >= 0 ? first.ast->cases[first.enumCase].name.span : first.ast->name.span,
           "the first declaration"});
      return nullptr;
    }
    Declaration &declaration = program.declarations.emplace_back();
    declaration.ast = &decl;
    declaration.module = &module;
    declaration.enumCase = enumCase;
    return it->second = &declaration;
  }

  void collect(ModuleInfo &module) {
    for (auto &decl : module.ast->decls) {
      if (decl->kind == ast::DeclKind::Import || decl->name.text.empty())
        continue;
      declare(module, *decl, decl->name, -1);
      for (size_t i = 0; i < decl->cases.size(); ++i)
        declare(module, *decl, decl->cases[i].name, i);
    }
  }

  static bool exports(const ModuleInfo &module, const Declaration &declaration) {
    bool anyPub = false;
    for (auto &decl : module.ast->decls)
      anyPub |= decl->isPub;
    return !anyPub || declaration.ast->isPub;
  }

  void import(ModuleInfo &module, const ast::Decl &decl) {
    bool isCycle = false;
    ModuleInfo *imported = find(decl.path, isCycle);
    std::string name;
    for (const ast::Ident &part : decl.path)
      name += (name.empty() ? "" : ".") + part.text;
    if (!imported) {
      diagnostics.error("E0104", decl.span, "there is no module " + name).suggestion =
          "a module a.b is the file a/b.cat beside the program or in the library";
      return;
    }
    if (isCycle) {
      diagnostics.error("E0105", decl.span, "the modules import each other: " + name);
      return;
    }
    if (imported->names.empty())
      return; // it has errors of its own
    if (!decl.hasImportNames) {
      module.aliases[decl.alias ? decl.alias->text : decl.path.back().text] = imported;
      return;
    }
    for (const ast::Ident &ident : decl.importNames) {
      Declaration *found = nullptr;
      if (auto it = imported->names.find(ident.text); it != imported->names.end())
        found = it->second;
      else if (auto again = imported->imported.find(ident.text); again != imported->imported.end())
        found = again->second.first;
      if (!found || (found->module == imported && !exports(*imported, *found))) {
        Diagnostic &diagnostic =
            diagnostics.error("E0106", ident.span, name + " does not export " + ident.text);
        std::vector<std::string> candidates;
        for (auto &[candidate, declaration] : imported->names)
          if (exports(*imported, *declaration))
            candidates.push_back(candidate);
        for (const std::string &close : nearest(ident.text, candidates))
          diagnostic.suggestion +=
              (diagnostic.suggestion.empty() ? "did you mean " : " or ") + close;
        continue;
      }
      auto [it, isNew] = module.imported.try_emplace(ident.text, found, ident.span);
      if (!isNew && it->second.first != found)
        diagnostics.error("E0102", ident.span, ident.text + " is imported twice")
            .notes.push_back({it->second.second, "the first import"});
    }
  }

  Program &program;
  SourceManager &sources;
  std::vector<std::string> roots;
  Diagnostics &diagnostics;
  std::map<std::string, ModuleInfo *> byPath;
};

} // namespace

void Elaborator::elaborate(ModuleInfo &module) {
  for (auto &decl : module.ast->decls) {
    context = Context{&module, {}, nullptr};
    auto it = module.names.find(decl->name.text);
    Declaration *declaration = it == module.names.end() ? nullptr : it->second;
    switch (decl->kind) {
    case ast::DeclKind::Import:
      break;
    case ast::DeclKind::Dim:
      if (decl->value) {
        ast::Expr name{ast::ExprKind::Name, decl->name.span};
        name.text = decl->name.text;
        dim(name);
      }
      break;
    case ast::DeclKind::Object:
    case ast::DeclKind::Enum:
      if (decl->statics.empty())
        if (const Object *made = declaredObject(*declaration, {}, decl->name.span);
            made && decl->where)
          predicate(*declaration, {}, made->definition);
      break;
    case ast::DeclKind::Arrow:
      if (decl->isExtern)
        break;
      if (decl->statics.empty())
        instance(*declaration, {}, decl->name.span);
      else
        checkGeneric(*declaration);
      break;
    case ast::DeclKind::Pipeline:
      pipeline(*decl);
      break;
    case ast::DeclKind::Law:
    case ast::DeclKind::Rewrite:
      checkLaw(*declaration);
      break;
    case ast::DeclKind::Theory:
      checkTheory(*declaration);
      break;
    case ast::DeclKind::Instance:
      checkInstance(*declaration);
      break;
    }
  }
}

std::unique_ptr<Program> analyse(SourceManager &sources, const std::string &path,
                                 const std::vector<std::string> &searchPath,
                                 Diagnostics &diagnostics) {
  auto program = std::make_unique<Program>();
  Loader loader(*program, sources, searchPath, diagnostics);
  bool isCycle = false;
  std::vector<ast::Ident> preludePath = {{"std", {}}, {"prelude", {}}};
  ModuleInfo *prelude = loader.find(preludePath, isCycle);
  llvm::StringRef parent = llvm::sys::path::parent_path(path);
  loader.addRoot(parent.empty() ? "." : parent.str());
  ModuleInfo *root = loader.loadFile(path, llvm::sys::path::stem(path).str());
  if (!root || diagnostics.hasErrors())
    return nullptr;
  program->name = root->name;
  program->doc = root->ast->doc;
  Elaborator elaborator(*program, sources, diagnostics, prelude);
  elaborator.elaborate(*root);
  if (diagnostics.hasErrors())
    return nullptr;
  return program;
}

} // namespace cat::sema
