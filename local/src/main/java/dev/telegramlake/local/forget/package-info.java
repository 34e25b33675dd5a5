/// Takes a person or a chat out of everything that the bucket holds, or gives them a pseudonym.
@NullMarked
package dev.telegramlake.local.forget;

import org.jspecify.annotations.NullMarked;
