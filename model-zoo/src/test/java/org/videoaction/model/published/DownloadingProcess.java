package org.videoaction.model.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import org.videoaction.data.Progress;

/** A process of its own that needs a published file, and prints what it does. */
final class DownloadingProcess {

    private DownloadingProcess() {
    }

    static Process start(Path cache, URI address, String sha256) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
            System.getProperty("java.class.path"), DownloadingProcess.class.getName(), cache.toString(), address.toString(),
            sha256).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Reads what a process prints up to a line that begins so. */
    static String lineOf(Process process, String beginning) throws IOException {
        BufferedReader printed = process.inputReader();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("The process ended without printing " + beginning);
    }

    public static void main(String[] arguments) throws IOException {
        PublishedModel model = WeightsCacheTest.published(URI.create(arguments[1]), arguments[2]);
        WeightsSource source = new WeightsSource(Path.of(arguments[0]), Optional.empty(), Optional.empty(), true,
            HttpClient.Builder.NO_PROXY);
        Progress progress = (fraction, message) -> System.out.println(message);
        System.out.println("file " + new WeightsCache(source).file(model, progress));
    }
}
