package dev.telegramlake.local;

/// Where the query engine runs.
public enum EnginePlace {
    /// In a process of its own: whatever a statement does, the pipeline goes on.
    OWN_PROCESS,
    /// In the pipeline's process, which starts sooner.
    THIS_PROCESS
}
