/// The command line `./lake`. Each subcommand is a class; what it does is elsewhere.
@NullMarked
package dev.telegramlake.local.cli;

import org.jspecify.annotations.NullMarked;
