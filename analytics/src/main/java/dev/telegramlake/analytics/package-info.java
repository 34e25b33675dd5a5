/// What is asked of the table: views, questions and their charts, as files. Knows neither who asks nor where the
/// statements run.
@NullMarked
package dev.telegramlake.analytics;

import org.jspecify.annotations.NullMarked;
