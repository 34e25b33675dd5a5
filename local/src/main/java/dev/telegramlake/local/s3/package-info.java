/// The S3 server: S3Proxy over plain files.
@NullMarked
package dev.telegramlake.local.s3;

import org.jspecify.annotations.NullMarked;
