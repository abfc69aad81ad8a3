import CProcesses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A copy of this process (`fork`), in which a thread that cannot be asked to stop does not exist.
package enum ProcessCopy {
  /// Goes on in a copy of this process that has the calling thread and no other, with all memory as it is at this moment.
  /// The process itself stops the other thread, waits for the copy and ends as it ends.
  ///
  /// The copy may read and change what the stopped thread owned: nobody else does so any more. What that thread was
  /// changing when it was stopped may be half done, so this is for threads that are known to be inside a long
  /// operation on memory of its own.
  ///
  /// - Parameters:
  ///   - stopped: a thread of this process.
  ///   - brokenStatus: the exit status of the process if the copy is ended by a signal.
  /// - Returns: whether this is the copy; `false` where none could be made.
  package static func goOn(without stopped: pthread_t, brokenStatus: Int32) -> Bool {
    processes_go_on_in_copy(stopped, brokenStatus) != 0
  }

  /// Waits for the end of a thread, on Linux no longer than `milliseconds`, which are below 1000.
  ///
  /// - Returns: whether it ended.
  package static func join(_ thread: pthread_t, milliseconds: Int32) -> Bool {
    processes_join(thread, milliseconds) != 0
  }
}
