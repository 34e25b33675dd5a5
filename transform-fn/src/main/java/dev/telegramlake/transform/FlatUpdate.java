package dev.telegramlake.transform;

import java.util.List;

/// A row, and what about the update is new to us or did not fit.
///
/// @param json          UTF-8
/// @param kind          as the update names it
/// @param unknownFields paths of the fields of a message that no version of the Bot API up to ours has
/// @param mismatches    paths of the fields whose type their column cannot hold
@SuppressWarnings("ArrayRecordComponent") // never compared
record FlatUpdate(byte[] json, String kind, boolean knownKind, List<String> unknownFields, List<String> mismatches) {}
