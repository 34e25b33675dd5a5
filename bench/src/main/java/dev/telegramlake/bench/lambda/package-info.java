/// What is around a function on AWS, for measuring it: the events that call it, the services that it calls, and
/// Lambda's runtime. Knows no function.
@NullMarked
package dev.telegramlake.bench.lambda;

import org.jspecify.annotations.NullMarked;
