package org.videoaction.model.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Python that the environment variable PEER_PYTHON names, for tests that need what only Python has. */
public final class PeerPython {

    private PeerPython() {
    }

    static boolean hasTorch() {
        return has("torch");
    }

    static boolean hasOnnx() {
        return has("onnx, onnxruntime");
    }

    /** Whether it can import all of the modules, named with commas between them. */
    public static boolean has(String modules) {
        try {
            Process python = start("-c", "import " + modules);
            python.getInputStream().readAllBytes();
            return python.waitFor(1, TimeUnit.MINUTES) && python.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a script prints. */
    public static String run(String script, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-W", "ignore", "-c", script));
        all.addAll(List.of(arguments));
        return new String(start(all.toArray(String[]::new)).getInputStream().readAllBytes());
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getenv().getOrDefault("PEER_PYTHON", "python3")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
