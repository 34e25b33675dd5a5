package dev.telegramlake.local.backfill;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedSet;

/// What became of an export.
///
/// @param messages     in the file; each is taken, there already, or left out
/// @param taken        messages of which the table lacked something
/// @param rows         brought in: messages and their reactions
/// @param alreadyThere messages that the table had with all their reactions
/// @param leftOut      by reason
/// @param refused      rows that the transform did not make, by its reason
/// @param days         on which rows were brought in
public record BackfillSummary(
        long messages,
        long taken,
        long rows,
        long alreadyThere,
        Map<LeftOut, Long> leftOut,
        Map<String, Long> refused,
        SortedSet<LocalDate> days) {}
