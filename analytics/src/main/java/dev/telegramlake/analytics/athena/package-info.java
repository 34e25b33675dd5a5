/// Asks Athena, for all who have a statement.
@NullMarked
package dev.telegramlake.analytics.athena;

import org.jspecify.annotations.NullMarked;
