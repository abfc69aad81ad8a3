import Foundation
import Testing

@testable import fuzz

/// A short part of what `make fuzz` does: nothing here crashes, and every input ends.
@Suite struct FuzzTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let corpus = Corpus(paths: ["notebooks", "Tests/PythonRuntimeTests/Cases"].map { root.path + "/" + $0 })

  /// `NBRUN_FUZZ=5000` tries that many.
  private static let count = ProcessInfo.processInfo.environment["NBRUN_FUZZ"].flatMap(Int.init) ?? 300

  @Test func inputsEnd() {
    for number in 0..<Self.count { FuzzInput(seed: 2026, number: number, corpus: Self.corpus).run() }
  }

  @Test func anInputFollowsFromSeedAndNumber() {
    let first = (0..<50).map { FuzzInput(seed: 7, number: $0, corpus: Self.corpus).bytes }
    let second = (0..<50).map { FuzzInput(seed: 7, number: $0, corpus: Self.corpus).bytes }
    let other = (0..<50).map { FuzzInput(seed: 8, number: $0, corpus: Self.corpus).bytes }
    #expect(first == second)
    #expect(zip(first, other).allSatisfy { $0 != $1 })
    #expect(Set(first).count == 50)
  }

  /// Workers that die, and workers that never end, in place of real ones.
  @Test(arguments: ["exit 1", "kill -SEGV $$", "exec sleep 100"])
  func theSupervisorGoesOnBehindAnInputThatStopsItsWorker(script: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let worker = folder.appendingPathComponent("worker")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: worker)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: worker.path)
    var options = FuzzOptions()
    options.executable = worker.path
    options.failures = folder.path
    options.inputs = 3
    options.deadline = 0.3
    #expect(!Supervisor(options: options).run())
    for number in 0..<3 {
      let written = try Data(contentsOf: folder.appendingPathComponent("seed-1-\(number).md"))
      #expect(Array(written) == FuzzInput(seed: 1, number: number, corpus: Corpus(paths: [])).bytes)
    }
  }
}
