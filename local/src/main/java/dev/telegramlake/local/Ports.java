package dev.telegramlake.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/// Looks whether ports are free before anything is started, so that the message can name the option.
final class Ports {
    private Ports() {}

    /// @throws StartException naming the port and the option that changes it
    static void requireFree(String host, int port, String option) throws StartException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException unknown) {
            throw new StartException("No address is known for %s. Give another with --host.".formatted(host));
        } catch (IOException inUse) {
            throw new StartException("Port %d on %s cannot be used (%s). Choose another with %s."
                    .formatted(port, host, inUse.getMessage(), option));
        }
    }
}
