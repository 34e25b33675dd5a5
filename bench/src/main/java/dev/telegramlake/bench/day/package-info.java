/// Other ways to make one large sorted file of a day's landing files, each a process that
/// [runs once][dev.telegramlake.bench.contest.OneRun]. They find S3 as the functions do, by the SDK's variables.
@NullMarked
package dev.telegramlake.bench.day;

import org.jspecify.annotations.NullMarked;
