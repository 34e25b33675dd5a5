package dev.telegramlake.bench.contest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A class in a process of its own, on the JVM of this one.
public final class JavaProcess {
    private JavaProcess() {}

    /// With the class path of this process; its errors are shown.
    ///
    /// @param flags of the JVM
    public static ProcessBuilder of(List<String> flags, Class<?> main, List<String> arguments) {
        return of(flags, System.getProperty("java.class.path"), main.getName(), arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /// With another class path.
    public static ProcessBuilder of(List<String> flags, String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
