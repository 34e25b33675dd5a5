package dev.telegramlake.compaction;

import java.time.Instant;

/// An object as a listing of the bucket shows it.
///
/// @param size bytes
/// @param etag without quotes; empty where the server has none
record StoredObject(String key, long size, String etag, Instant lastModified) {
    /// What stands behind the last slash.
    String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
