package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program printed; a program that is not installed fails. */
record ProgramRun(boolean succeeded, String output) {

    static ProgramRun of(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ProgramRun(process.waitFor() == 0, output);
        } catch (IOException e) {
            return new ProgramRun(false, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ProgramRun(false, "interrupted");
        }
    }
}
