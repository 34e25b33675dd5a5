/// The stand-in for Amazon Data Firehose: takes records over the AWS API, keeps them in a journal until they are
/// delivered, runs the transform and the conversion to Parquet, writes to S3. Knows neither Telegram nor SQL.
@NullMarked
package dev.telegramlake.local.firehose;

import org.jspecify.annotations.NullMarked;
