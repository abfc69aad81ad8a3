import Foundation
import SourceText
import Testing

@testable import Notebooks

/// Modules beside the document.
@Suite struct HelperTests {
  /// Runs one cell of a document in a folder of its own, with files beside it.
  private func run(_ code: String, files: [String: String], links: [String: String] = [:]) throws -> CellOutcome {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("nbrun-helpers-\(UUID().uuidString)")
    let folder = root.appendingPathComponent("docs")
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    for (name, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent(name).path, withDestinationPath: target)
    }
    let path = folder.appendingPathComponent("doc.md").path
    let outcome = NotebookRunner.run(SourceFile(path: path, text: "```python\n\(code)\n```\n"), RunConfiguration())
    return try #require(outcome.cells.first)
  }

  @Test func moduleAndPackageBesideTheDocument() throws {
    let cell = try run(
      "import helper, pack.sub\nfrom pack import other\nprint(helper.f(2), pack.sub.w, other.z)",
      files: [
        "helper.py": "def f(x):\n    return x + 1\n", "pack/__init__.py": "v = 1\n",
        "pack/sub.py": "from . import other\nfrom .other import z\nfrom pack import v\nw = v + z\n",
        "pack/other.py": "z = 5\n",
      ])
    #expect(cell.error == nil)
    #expect(cell.stdout == "3 6 5\n")
  }

  @Test func errorNamesThePathTheLineAndItsText() throws {
    let cell = try run("import helper\nhelper.f(0)", files: ["helper.py": "def f(x):\n    return 1 / x\n"])
    let error = try #require(cell.error)
    #expect(error.type == "ZeroDivisionError")
    #expect(error.traceback.contains("docs/helper.py\", line 2, in f\n    return 1 / x\n"))
  }

  @Test(arguments: ["import above", "from . import above", "from .. import above", "import docs.above"])
  func nothingAboveTheFolderIsRead(_ code: String) throws {
    let cell = try run(code, files: ["../above.py": "print('read')\n"])
    #expect(cell.stdout.isEmpty)
    #expect(cell.error != nil)
  }

  @Test func symbolicLinksDoNotLeaveTheFolder() throws {
    let outside = try run(
      "import helper", files: ["../above.py": "print('read')\n"], links: ["helper.py": "../above.py"])
    #expect(outside.stdout.isEmpty)
    #expect(outside.error?.message.contains("leads out of the folder") == true)
    let package = try run(
      "import pack.inner", files: ["../far/__init__.py": "", "../far/inner.py": "print('read')\n"],
      links: ["pack": "../far"])
    #expect(package.stdout.isEmpty && package.error != nil)
    let inside = try run("import helper", files: ["real.py": "print('read')\n"], links: ["helper.py": "real.py"])
    #expect(inside.stdout == "read\n")
  }

  @Test func whatAHelperCannotImportIsReportedWhereItIsUsed() throws {
    let library = """
      import gymnasium as gym
      from scipy.spatial import distance_matrix
      from torch import no_such_function
      try:
          import seaborn
      except ImportError:
          seaborn = None

      def plain():
          return seaborn

      def needs_gym():
          return gym.make("x")

      def needs_function():
          return no_such_function(1)

      """
    #expect(try run("import lib\nprint(lib.plain())", files: ["lib.py": library]).stdout == "None\n")
    let module = try run("import lib\nlib.needs_gym()", files: ["lib.py": library])
    #expect(module.error?.headline == "ModuleNotFoundError: No module named 'gymnasium'")
    #expect(module.error?.traceback.contains("lib.py\", line 13") == true)
    let function = try run("import lib\nlib.needs_function()", files: ["lib.py": library])
    #expect(function.error?.message.contains("no_such_function") == true)
  }

  @Test func aCellReportsWhatItCannotImportAtOnce() throws {
    #expect(try run("import gymnasium", files: [:]).error?.type == "ModuleNotFoundError")
  }

  @Test func figuresAreKeptWithTheCell() throws {
    let cell = try run("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('Rise')\nplt.show()", files: [:])
    #expect(cell.error == nil && cell.stdout.isEmpty)
    #expect(cell.figures.map(\.title) == ["Rise"])
  }

  /// A library of the kind that courses have: it needs half of the world, and lessons that use the rest of it run.
  @Test func theLibraryOfACourseLoads() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Cases/course-library")
    let path = folder.appendingPathComponent("lesson.md").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let outcome = NotebookRunner.run(SourceFile(path: path, text: text), RunConfiguration())
    #expect(outcome.cells.flatMap { $0.check.outcomes.map(\.verdict) } == Array(repeating: .pass, count: 6))
    #expect(
      outcome.cells.map { $0.error?.headline ?? "" } == [
        "", "", "ModuleNotFoundError: No module named 'requests'",
        "AttributeError: module 'torchvision.transforms' has no attribute 'Resize', or nbrun does not support it",
        "ModuleNotFoundError: No module named 'zipfile'", "ModuleNotFoundError: No module named 'scipy'",
        "ModuleNotFoundError: No module named 'PIL'", "AttributeError: 'NoneType' object has no attribute 'make'", "",
      ])
    let raised = try #require(outcome.cells[2].error)
    #expect(raised.traceback.contains("teach.py"))
  }
}
