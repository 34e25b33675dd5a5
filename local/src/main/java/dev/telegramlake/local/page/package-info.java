/// The page at `/` and what it asks for under `/api`: the state of the pipeline, the answers to the questions, and
/// queries that read. Changes nothing.
@NullMarked
package dev.telegramlake.local.page;

import org.jspecify.annotations.NullMarked;
