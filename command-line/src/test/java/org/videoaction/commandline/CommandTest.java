package org.videoaction.commandline;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands as a person does, and keeps what they print. */
abstract class CommandTest {

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    int run(String... arguments) {
        return VideoAction.run(VideoAction.commandLine().setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true)), arguments);
    }

    String printed() {
        return out.toString();
    }

    String refused() {
        return err.toString();
    }
}
