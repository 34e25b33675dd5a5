package dev.telegramlake.cdk;

/// Prices in US dollars, of the region us-east-1 in 2026, without free tiers. Regions differ, and prices change:
/// compare
/// them with the [price lists](https://aws.amazon.com/pricing/) before you rely on a sum.
///
/// @param httpApiMillion       a million requests of the HTTP API
/// @param lambdaMillion        a million calls of a function
/// @param lambdaGigabyteSecond memory for a second, arm64
/// @param firehoseGigabyte     taken by Firehose; each record counts as a multiple of 5 KB
/// @param conversionGigabyte   converted to Parquet by Firehose, on top
/// @param s3GigabyteMonth      stored
/// @param s3ThousandWrites     objects written or listed
/// @param s3ThousandReads      objects read
/// @param logsGigabyte         written to CloudWatch Logs
/// @param alarmMonth           an alarm
/// @param metricMonth          a metric of one's own
/// @param secretMonth          a secret
/// @param athenaTerabyte       read by queries
record Prices(
        double httpApiMillion,
        double lambdaMillion,
        double lambdaGigabyteSecond,
        double firehoseGigabyte,
        double conversionGigabyte,
        double s3GigabyteMonth,
        double s3ThousandWrites,
        double s3ThousandReads,
        double logsGigabyte,
        double alarmMonth,
        double metricMonth,
        double secretMonth,
        double athenaTerabyte) {
    static final Prices US_EAST_1 =
            new Prices(1.00, 0.20, 0.0000133334, 0.029, 0.018, 0.023, 0.005, 0.0004, 0.50, 0.10, 0.30, 0.40, 5.00);
}
