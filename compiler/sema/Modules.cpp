// Finding, loading and linking modules; the entry of sema.
#include "compiler/sema/Elaborator.h"
#include "compiler/sema/Sema.h"
#include "compiler/syntax/Parser.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace cat::sema {

Declaration *ModuleInfo::exported(const std::string &name) const {
  if (auto it = names.find(name); it != names.end())
    return !hasPub || it->second->ast->isPub ? it->second : nullptr;
  if (auto it = imported.find(name); it != imported.end())
    return !hasPub || reexported.count(name) ? it->second.first : nullptr;
  return nullptr;
}

std::vector<std::string> ModuleInfo::exportedNames() const {
  std::vector<std::string> result;
  for (auto &[name, declaration] : names)
    if (exported(name))
      result.push_back(name);
  for (auto &[name, declaration] : imported)
    if (exported(name))
      result.push_back(name);
  return result;
}

namespace {

std::string dotted(const std::vector<ast::Ident> &path) {
  std::string name;
  for (const ast::Ident &part : path)
    name += (name.empty() ? "" : ".") + part.text;
  return name;
}

struct Root {
  std::string folder;
  bool isLibrary;
};

class Loader {
public:
  Loader(Program &program, SourceManager &sources, const std::vector<std::string> &searchPath,
         Diagnostics &diagnostics)
      : program(program), sources(sources), diagnostics(diagnostics) {
    for (const std::string &folder : searchPath)
      roots.push_back({folder, true});
    listLibrary();
  }

  /// The module that every other sees without an import.
  ModuleInfo *prelude() { return find({{"std", {}}, {"prelude", {}}}).module; }

  /// The program itself; modules are looked for where its own path begins.
  ModuleInfo *loadProgram(const std::string &file) {
    ModuleInfo *module = parseFile(file, path::stem(file).str(), false);
    if (!module || module->isBroken)
      return module;
    llvm::SmallString<128> folder(path::parent_path(file));
    if (folder.empty())
      folder = ".";
    llvm::SmallString<128> absolute(folder);
    fs::make_absolute(absolute);
    path::remove_dots(absolute, /*remove_dot_dot=*/true);
    // `module a.b` in x/a/b.cat: the root is x.
    const std::vector<ast::Ident> &name = module->ast->path;
    bool isRight = name.empty() || name.back().text == module->name;
    for (size_t i = name.size(); isRight && i-- > 1;) {
      isRight = path::filename(absolute) == name[i - 1].text;
      path::remove_filename(absolute);
      path::append(folder, "..");
    }
    if (!isRight)
      wrongHeader(*module);
    path::remove_dots(folder, /*remove_dot_dot=*/true);
    if (folder.empty())
      folder = name.size() > 1 ? absolute : llvm::SmallString<128>(".");
    if (!name.empty())
      module->name = dotted(name);
    roots.insert(roots.begin(), {std::string(folder), false});
    link(*module);
    return module;
  }

private:
  struct Found {
    ModuleInfo *module = nullptr;
    bool isCycle = false;
  };

  /// Reads and parses one file; null when it cannot be read. Its imports are not yet known.
  ModuleInfo *parseFile(const std::string &file, const std::string &name, bool isLibrary) {
    auto buffer = llvm::MemoryBuffer::getFile(file);
    if (!buffer)
      return nullptr;
    ModuleInfo &module = *owned.emplace_back(std::make_unique<ModuleInfo>());
    byPath[identity(file)] = &module;
    module.name = name;
    module.file = sources.add(file, (*buffer)->getBuffer().str());
    module.isLibrary = isLibrary;
    unsigned before = diagnostics.errors();
    module.ast = parse(sources, module.file, diagnostics);
    module.isBroken = !module.ast || diagnostics.errors() != before;
    return &module;
  }

  /// Declares what the module has and loads what it imports.
  void link(ModuleInfo &module) {
    module.isLoading = true;
    loading.push_back(&module);
    for (auto &decl : module.ast->decls)
      module.hasPub |= decl->isPub;
    collect(module);
    for (auto &decl : module.ast->decls)
      if (decl->kind == ast::DeclKind::Import)
        import(module, *decl);
    module.isLoading = false;
    loading.pop_back();
    auto self = llvm::find_if(owned, [&](auto &each) { return each.get() == &module; });
    program.modules.push_back(std::move(*self));
    owned.erase(self);
  }

  static std::string identity(llvm::StringRef file) {
    llvm::SmallString<128> real;
    return fs::real_path(file, real) ? file.str() : std::string(real);
  }

  static std::string fileOf(const Root &root, const std::vector<ast::Ident> &name) {
    llvm::SmallString<128> file(root.folder == "." ? "" : root.folder);
    for (const ast::Ident &part : name)
      path::append(file, part.text);
    return std::string(file);
  }

  Found find(const std::vector<ast::Ident> &name) {
    for (const Root &root : roots) {
      std::string file = fileOf(root, name) + ".cat";
      if (!fs::exists(file) || fs::is_directory(file))
        continue;
      if (auto it = byPath.find(identity(file)); it != byPath.end())
        return {it->second, it->second->isLoading};
      ModuleInfo *module = parseFile(file, dotted(name), root.isLibrary);
      if (module && !module->isBroken) {
        if (!module->ast->path.empty() && dotted(module->ast->path) != module->name)
          wrongHeader(*module);
        link(*module);
      }
      return {module};
    }
    return {};
  }

  void wrongHeader(const ModuleInfo &module) {
    const std::vector<ast::Ident> &name = module.ast->path;
    Span span = name.front().span;
    span.end = name.back().span.end;
    std::string file = dotted(name);
    std::replace(file.begin(), file.end(), '.', '/');
    Diagnostic &diagnostic =
        diagnostics.error("E0107", span, "this file is not the module " + dotted(name));
    diagnostic.expected = "module " + module.name;
    diagnostic.found = "module " + dotted(name) + ", which is the file " + file + ".cat";
  }

  /// The installed modules, for suggestions.
  void listLibrary() {
    for (const Root &root : roots) {
      std::error_code error;
      for (fs::directory_iterator it(root.folder + "/std", error), end; it != end && !error;
           it.increment(error))
        if (path::extension(it->path()) == ".cat" && path::stem(it->path()) != "prelude") {
          std::string name = path::stem(it->path()).str();
          program.library[name] = it->path();
        }
    }
  }

  void declare(ModuleInfo &module, const ast::Decl &decl, const ast::Ident &name, int enumCase) {
    auto [it, isNew] = module.names.try_emplace(name.text, nullptr);
    if (!isNew) {
      const Declaration &first = *it->second;
      diagnostics.error("E0102", name.span, name.text + " is declared twice in this module")
          .notes.push_back({first.enumCase >= 0 ? first.ast->cases[first.enumCase].name.span
                                                : first.ast->name.span,
                            "the first declaration"});
      return;
    }
    Declaration &declaration = program.declarations.emplace_back();
    declaration.ast = &decl;
    declaration.module = &module;
    declaration.enumCase = enumCase;
    it->second = &declaration;
  }

  void collect(ModuleInfo &module) {
    for (auto &decl : module.ast->decls) {
      if (decl->kind == ast::DeclKind::Import || decl->name.text.empty())
        continue;
      declare(module, *decl, decl->name, -1);
      primitive(module, *decl);
      withoutDefaults(*decl);
      distinct(decl->statics);
      distinct(decl->points);
      for (size_t i = 0; i < decl->cases.size(); ++i)
        declare(module, *decl, decl->cases[i].name, i);
    }
  }

  /// The lowering trusts what the library says of a primitive.
  void primitive(const ModuleInfo &module, const ast::Decl &decl) {
    bool inLibrary =
        module.isLibrary || (!module.ast->path.empty() && module.ast->path.front().text == "std");
    if (decl.isExtern && !inLibrary && llvm::StringRef(decl.symbol).starts_with("cat."))
      diagnostics.error("E0319", decl.name.span, decl.symbol + " is a primitive of the library")
          .suggestion =
          "a function in C has another name; the arrows of the library need no extern";
  }

  void withoutDefaults(const ast::Decl &decl) {
    for (const ast::PointParam &param : decl.points)
      if (param.defaultValue && decl.kind != ast::DeclKind::Pipeline)
        diagnostics.error("E0320", param.defaultValue->span,
                          "only the flags of a pipeline have defaults");
  }

  template <typename Params> void distinct(const Params &params) {
    std::map<std::string, Span> seen;
    for (auto &param : params)
      if (auto [it, isNew] = seen.try_emplace(param.name.text, param.name.span); !isNew)
        diagnostics.error("E0102", param.name.span, param.name.text + " is declared twice here")
            .notes.push_back({it->second, "the first declaration"});
  }

  static Span spanOf(const std::vector<ast::Ident> &name) {
    return {name.front().span.file, name.front().span.begin, name.back().span.end};
  }

  void import(ModuleInfo &module, const ast::Decl &decl) {
    Found found = find(decl.path);
    ModuleInfo *imported = found.module;
    std::string name = dotted(decl.path);
    if (!imported)
      unknownModule(decl);
    else if (found.isCycle)
      cycle(*imported, decl);
    if (!imported || found.isCycle) {
      imported = owned.emplace_back(std::make_unique<ModuleInfo>()).get();
      imported->name = name;
      imported->isBroken = true;
    }
    if (!decl.hasImportNames)
      return alias(module, *imported, decl);
    for (const ast::Ident &ident : decl.importNames) {
      Declaration *declaration = imported->exported(ident.text);
      if (!declaration && !imported->isBroken)
        notExported(*imported, ident);
      auto [it, isNew] = module.imported.try_emplace(ident.text, declaration, ident.span);
      if (!isNew && it->second.first != declaration && declaration && it->second.first)
        diagnostics.error("E0102", ident.span, ident.text + " is imported twice")
            .notes.push_back({it->second.second, "the first import"});
      if (decl.isPub)
        module.reexported.insert(ident.text);
    }
  }

  void alias(ModuleInfo &module, ModuleInfo &imported, const ast::Decl &decl) {
    const ast::Ident &name = decl.alias ? *decl.alias : decl.path.back();
    auto [it, isNew] = module.aliases.try_emplace(name.text, &imported);
    if (isNew)
      module.aliasSpans[name.text] = name.span;
    else if (it->second != &imported)
      diagnostics.error("E0102", name.span, name.text + " stands for two modules")
          .notes.push_back({module.aliasSpans[name.text], "the first import"});
  }

  void notExported(const ModuleInfo &module, const ast::Ident &ident) {
    Diagnostic &diagnostic =
        diagnostics.error("E0106", ident.span, module.name + " does not export " + ident.text);
    if (auto it = module.names.find(ident.text); it != module.names.end())
      diagnostic.notes.push_back({it->second->ast->name.span, "declared here, without pub"});
    else
      diagnostic.suggestion = didYouMean(ident.text, module.exportedNames());
  }

  void cycle(const ModuleInfo &module, const ast::Decl &decl) {
    std::string way;
    for (size_t i = llvm::find(loading, &module) - loading.begin(); i < loading.size(); ++i)
      way += loading[i]->name + " imports ";
    diagnostics.error("E0105", spanOf(decl.path), "modules import each other in a circle").found =
        way + module.name;
  }

  void unknownModule(const ast::Decl &decl) {
    std::string name = dotted(decl.path);
    Diagnostic &diagnostic =
        diagnostics.error("E0104", spanOf(decl.path), "there is no module " + name);
    std::vector<std::string> candidates;
    for (const Root &root : roots)
      modulesNear(root.folder, "", decl.path, 0, candidates);
    diagnostic.suggestion = didYouMean(name, candidates);
    for (const Root &root : roots)
      if (std::string folder = fileOf(root, decl.path); fs::is_directory(folder)) {
        diagnostic.found = "the folder " + folder;
        diagnostic.suggestion = "import a module in it: import " + name + ".…";
      }
    if (diagnostic.suggestion.empty())
      diagnostic.suggestion =
          "a module a.b is the file a/b.cat beside the program or in the library";
  }

  /// The modules in folders whose names are like those of `wanted`.
  void modulesNear(const std::string &folder, const std::string &prefix,
                   const std::vector<ast::Ident> &wanted, size_t depth,
                   std::vector<std::string> &result) {
    bool isLast = depth + 1 == wanted.size();
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; it != end && !error; it.increment(error)) {
      std::string name = path::filename(it->path()).str();
      if (isLast && path::extension(name) == ".cat")
        result.push_back(prefix + path::stem(name).str());
      if (!isLast && (name == wanted[depth].text || !nearest(wanted[depth].text, {name}).empty()) &&
          fs::is_directory(it->path()))
        modulesNear(it->path(), prefix + name + ".", wanted, depth + 1, result);
    }
  }

  Program &program;
  SourceManager &sources;
  std::vector<Root> roots;
  Diagnostics &diagnostics;
  std::map<std::string, ModuleInfo *> byPath;
  std::vector<std::unique_ptr<ModuleInfo>> owned; // not yet linked, or broken
  std::vector<const ModuleInfo *> loading;        // outermost first
};

} // namespace

void Elaborator::elaborate(ModuleInfo &module) {
  for (auto &decl : module.ast->decls) {
    context = Context{&module, {}, nullptr};
    auto it = module.names.find(decl->name.text);
    Declaration *declaration = it == module.names.end() ? nullptr : it->second;
    if (declaration && declaration->ast != decl.get())
      continue; // the second of its name
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
      if (decl->isExtern && decl->symbol.rfind("cat.", 0) == 0)
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
      collectLaw(*declaration);
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

std::string libraryModuleWith(const Program &program, const std::string &name) {
  for (auto &[module, file] : program.library) {
    auto buffer = llvm::MemoryBuffer::getFile(file);
    SourceManager sources;
    Diagnostics diagnostics;
    if (!buffer)
      continue;
    auto ast = parse(sources, sources.add(file, (*buffer)->getBuffer().str()), diagnostics);
    auto has = [&](auto property) { return ast && llvm::any_of(ast->decls, property); };
    bool hasPub = has([](const auto &decl) { return decl->isPub; });
    if (has([&](const auto &decl) { return decl->name.text == name && decl->isPub == hasPub; }))
      return module;
  }
  return "";
}

std::unique_ptr<Program> analyse(SourceManager &sources, const std::string &path,
                                 const std::vector<std::string> &searchPath,
                                 Diagnostics &diagnostics, LawsWanted laws) {
  auto program = std::make_unique<Program>();
  unsigned before = diagnostics.errors();
  Loader loader(*program, sources, searchPath, diagnostics);
  ModuleInfo *prelude = loader.prelude();
  ModuleInfo *root = loader.loadProgram(path);
  if (!root || root->isBroken)
    return nullptr;
  program->name = path::stem(path).str();
  program->doc = root->ast->doc;
  Elaborator elaborator(*program, sources, diagnostics, prelude, laws);
  for (const std::unique_ptr<ModuleInfo> &module : program->modules)
    if (!module->isLibrary) {
      program->pipelines.clear(); // those of imported modules are only checked
      if (laws == LawsWanted::All)
        program->laws.clear();
      elaborator.elaborate(*module);
    }
  elaborator.findUses();
  if (diagnostics.errors() != before)
    return nullptr;
  return program;
}

} // namespace cat::sema
