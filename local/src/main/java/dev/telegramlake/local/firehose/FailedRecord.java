package dev.telegramlake.local.firehose;

import java.time.Instant;

/// A record that was delivered to the error output.
///
/// @param recordId  as the function was given it
/// @param arrival   when it was taken
/// @param type      `processing-failed` or `format-conversion-failed`
/// @param code      for example `Lambda.FunctionError`
/// @param attempts  how often it was tried
/// @param objectKey the object that has the record itself, base64 encoded, in one of its lines
public record FailedRecord(
        String recordId, Instant arrival, String type, String code, String message, int attempts, String objectKey) {}
