import Foundation
import NumPyAPI
import PythonRuntime
import PythonSyntax
import Testing

@testable import TorchAPI

/// What every layer, loss, optimizer and schedule computes, against PyTorch's recording; see `Recording/layers.py`.
@Suite struct NetworkTests {
  /// One recorded program.
  struct Recording: Sendable {
    let name: String
    let source: String
    let expected: String
  }

  /// Programs that run in one session, one after the other: the modules are loaded once for all of them.
  struct Group: Sendable, CustomStringConvertible {
    let recordings: [Recording]
    var description: String { "\(recordings.first?.name ?? "") to \(recordings.last?.name ?? "")" }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases/networks")

  static let recordings: [Recording] = {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.compactMap { file in
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
      let parts = text.components(separatedBy: "\n----\n")
      guard parts.count == 2 else { return nil }
      return Recording(name: file.deletingPathExtension().lastPathComponent, source: parts[0], expected: parts[1])
    }
  }()

  static let groups: [Group] = stride(from: 0, to: recordings.count, by: 20).map { start in
    Group(recordings: Array(recordings[start..<min(start + 20, recordings.count)]))
  }

  @Test(arguments: groups)
  func computesWhatWasRecorded(_ group: Group) throws {
    let prelude = try String(contentsOf: Self.folder.appendingPathComponent("prelude.py"), encoding: .utf8)
    let sources = [prelude] + group.recordings.map { "torch.manual_seed(0)\n" + $0.source }
    let printed = NetworkSession.outputs(of: sources).dropFirst()
    for (recording, text) in zip(group.recordings, printed) {
      let difference = RecordedNumbers.difference(text, recording.expected)
      #expect(difference == nil, "\(recording.name)\n\(difference ?? "")")
    }
  }

  /// A class without a recording would be one whose results nobody compared.
  @Test func everyPublishedClassIsRecorded() throws {
    let listing = """
      import torch
      from torch import nn, optim
      from torch.optim import lr_scheduler
      print(*[name for name in nn.__all__ if isinstance(getattr(nn, name), type)])
      print(*["optim." + name for name in optim.__all__ if isinstance(getattr(optim, name), type)])
      print(*["lr_scheduler." + name for name in lr_scheduler.__all__])
      """
    let published = NetworkSession.outputs(of: [listing])[0].split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(published.count > 180)
    let missing = Set(published).subtracting(Self.recordings.map(\.name))
    #expect(missing.isEmpty)
  }
}

/// An interpreter that runs one program after the other.
final class NetworkSession {
  private let interpreter = Interpreter()
  private let torch: TorchSession
  private var printed = ""

  private init() {
    interpreter.sourceOfModule = { name in EmbeddedLibrary.source(of: name).map { ($0.text, $0.file) } }
    torch = TorchSession(interpreter: interpreter, seed: 0)
    NumPyModules.install(in: interpreter)
    interpreter.onOutput = { [unowned self] text, _ in printed += text }
  }

  private final class Outputs: @unchecked Sendable { var texts: [String] = [] }

  /// What each of the programs prints, run one after the other on a thread with room for deep calls, in an interpreter
  /// that `prepare` has changed.
  static func outputs(
    of sources: [String], prepare: @escaping @Sendable (Interpreter) -> Void = { _ in }
  ) -> [String] {
    let outputs = Outputs()
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      let session = NetworkSession()
      prepare(session.interpreter)
      outputs.texts = sources.map(session.output)
      finished.signal()
    }
    thread.stackSize = 256 << 20
    thread.start()
    finished.wait()
    return outputs.texts
  }

  /// What a program prints; an error ends it and is printed.
  private func output(of source: String) -> String {
    printed = ""
    torch.run {
      do {
        let module = try Parser.parse(Array(source.utf8))
        for statement in try interpreter.loadCell(module, sourceName: "input", line: { $0 }) {
          _ = try interpreter.run(statement)
        }
      } catch let error as PythonException {
        printed += "\(error.typeName): \((try? interpreter.str(.object(error.exception))) ?? "")\n"
      } catch {
        printed += "\(error)\n"
      }
    }
    return printed
  }
}

/// Texts that are the same but for the rounding of their numbers.
private enum RecordedNumbers {
  /// The first line that differs; nil if none does. Numbers may be `1e-5` of their value or `1e-6` apart.
  static func difference(_ actual: String, _ expected: String) -> String? {
    let (found, wanted) = (lines(actual), lines(expected))
    for (line, other) in zip(found, wanted) where line != other {
      let (words, others) = (line.split(separator: " "), other.split(separator: " "))
      if words.count != others.count || !zip(words, others).allSatisfy(isSame) { return "- \(other)\n+ \(line)" }
    }
    return found.count == wanted.count ? nil : "\(found.count) lines instead of \(wanted.count)\n\(actual.suffix(300))"
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func isSame(_ word: Substring, _ other: Substring) -> Bool {
    if word == other { return true }
    guard let a = Double(word), let b = Double(other) else { return false }
    return abs(a - b) <= 1e-6 + 1e-5 * abs(b)
  }
}
