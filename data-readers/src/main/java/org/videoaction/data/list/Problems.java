package org.videoaction.data.list;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The wrong lines of a file, gathered so that they can be reported all at once. */
final class Problems {

    private final Path file;
    private final List<String> found = new ArrayList<>();

    Problems(Path file) {
        this.file = file;
    }

    void add(int line, String reason) {
        found.add("line " + line + ": " + reason);
    }

    void throwIfAny() throws ListException {
        if (!found.isEmpty()) {
            throw new ListException(file, found);
        }
    }
}
