import Foundation
import TestSupport

/// Starts workers, replaces those that die or hang, and keeps what did it to them.
final class Supervisor {
  private let options: FuzzOptions
  private var next: Int
  private var done = 0
  private var failures = 0

  /// A fresh process now and then keeps what one input leaves behind from the others.
  private static let inputsPerWorker = 5000

  private struct Running {
    let process: Process
    let progress: Progress
    let end: Int
    var number: Int
    var since: Date
  }

  init(options: FuzzOptions) {
    self.options = options
    next = options.from
  }

  /// Runs all inputs; whether every one ended.
  func run() -> Bool {
    do {
      try FileManager.default.createDirectory(atPath: options.failures, withIntermediateDirectories: true)
      let end = options.from + options.inputs
      let begin = Date()
      var told = begin
      var running: [Running?] = Array(repeating: nil, count: options.workers)
      while next < end || running.contains(where: { $0 != nil }) {
        for slot in running.indices {
          if let worker = running[slot] {
            running[slot] = try checked(worker, slot: slot)
          } else if next < end {
            let last = min(end, next + Self.inputsPerWorker)
            running[slot] = try start(from: next, to: last, slot: slot)
            next = last
          }
        }
        Thread.sleep(forTimeInterval: 0.1)
        if -told.timeIntervalSinceNow > 30 {
          told = Date()
          let pending = running.compactMap { $0 }.reduce(0) { $0 + $1.end - $1.number }
          tell("\(next - options.from - pending) inputs in \(Int(-begin.timeIntervalSinceNow)) s, \(failures) failures")
        }
      }
      tell("\(options.inputs) inputs in \(Int(-begin.timeIntervalSinceNow)) s, \(failures) failures")
      return failures == 0
    } catch {
      tell("\(error)")
      return false
    }
  }

  private func tell(_ text: String) { FileHandle.standardError.write(Data("fuzz: \(text)\n".utf8)) }

  private func start(from: Int, to end: Int, slot: Int) throws -> Running? {
    let state = "\(options.failures)/worker-\(ProcessInfo.processInfo.processIdentifier)-\(slot)"
    guard let progress = Progress(path: state) else { throw CocoaError(.fileWriteUnknown) }
    progress.number = from
    let process = Process()
    process.executableURL = URL(fileURLWithPath: options.executable)
    process.arguments =
      ["--seed", "\(options.seed)", "--from", "\(from)", "--inputs", "\(end - from)", "--state", state] + options.paths
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let errors = "\(state).stderr"
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    return Running(process: process, progress: progress, end: end, number: from, since: Date())
  }

  /// The worker, or its successor behind the input that stopped it, or none when it is done.
  private func checked(_ worker: Running, slot: Int) throws -> Running? {
    var worker = worker
    let number = worker.progress.number
    if worker.process.isRunning {
      if number != worker.number {
        worker.number = number
        worker.since = Date()
      } else if -worker.since.timeIntervalSinceNow > options.deadline {
        kill(worker.process.processIdentifier, SIGKILL)
        worker.process.waitUntilExit()
        report(number, "no end after \(options.deadline) s")
        return number + 1 < worker.end ? try start(from: number + 1, to: worker.end, slot: slot) : nil
      }
      return worker
    }
    // What was written last stands, now that the process has ended.
    let last = worker.progress.number
    if last >= worker.end, worker.process.terminationReason == .exit { return nil }
    report(last, "ended with status \(worker.process.terminationStatus)")
    return last + 1 < worker.end ? try start(from: last + 1, to: worker.end, slot: slot) : nil
  }

  private func report(_ number: Int, _ what: String) {
    failures += 1
    let path = "\(options.failures)/seed-\(options.seed)-\(number).md"
    let input = FuzzInput(seed: options.seed, number: number, corpus: Corpus(paths: options.paths))
    _ = FileManager.default.createFile(atPath: path, contents: Data(input.bytes))
    tell("input \(number) of seed \(options.seed): \(what); written to \(path)")
  }
}
