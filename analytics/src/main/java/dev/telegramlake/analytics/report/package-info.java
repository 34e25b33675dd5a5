/// The report: all questions run through the Athena API, into one file.
@NullMarked
package dev.telegramlake.analytics.report;

import org.jspecify.annotations.NullMarked;
