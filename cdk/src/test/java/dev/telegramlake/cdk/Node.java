package dev.telegramlake.cdk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/// The CDK runs on Node. Where there is none, what needs it is skipped, and says so.
final class Node {
    private static final boolean INSTALLED = isInstalled();

    private Node() {}

    static void require() {
        if (!INSTALLED) {
            System.err.println("""
                    ********************************************************************************
                    ** NODE IS NOT INSTALLED: the tests of the AWS stack are SKIPPED.             **
                    ** Install Node 22 or later to run them.                                      **
                    ********************************************************************************""");
        }
        assumeTrue(INSTALLED, "Node is not installed");
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
