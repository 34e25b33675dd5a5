/// The stack on AWS: what stands around the functions, and the rules that it must keep. Names, columns and settings
/// that
/// the pipeline on one machine shares come from `schema`. Nothing here runs on AWS.
@NullMarked
package dev.telegramlake.cdk;

import org.jspecify.annotations.NullMarked;
