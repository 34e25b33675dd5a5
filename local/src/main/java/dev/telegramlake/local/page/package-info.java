/// The page at `/` and what it reads: `/api/status` and `/api/failed`.
@NullMarked
package dev.telegramlake.local.page;

import org.jspecify.annotations.NullMarked;
