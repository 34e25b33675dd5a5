package dev.telegramlake.local.firehose;

/// The Lambda function that transforms records, as the Lambda Invoke API would call it.
@FunctionalInterface
public interface TransformFunction {
    /// Gives the answer to a [transformation
    /// event](https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html), both JSON in
    /// UTF-8. Interrupted when it takes longer than 5 minutes.
    ///
    /// @throws Exception the function failed, on all records of the event
    byte[] invoke(byte[] event) throws Exception;
}
