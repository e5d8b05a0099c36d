package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A list whose lines are wrong; the message names file, line numbers and reasons of the first of them. */
final class ListException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    ListException(Path file, List<String> problems) {
        super(message(file, problems));
    }

    private static String message(Path file, List<String> problems) {
        String shown = String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())));
        int more = problems.size() - SHOWN;
        return "The list " + file + " has " + (problems.size() == 1 ? "a wrong line" : problems.size() + " wrong lines")
            + ": " + shown + (more > 0 ? "; and " + more + " more" : "");
    }
}
