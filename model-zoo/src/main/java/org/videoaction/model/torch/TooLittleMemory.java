package org.videoaction.model.torch;

import java.util.List;
import java.util.Locale;

/** A device has too little memory for what was asked of it; with less at once it may be enough. */
public final class TooLittleMemory extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What libtorch says on CPUs, on GPUs, of whose libraries some look for a way that takes less, and on Windows. */
    private static final List<String> SIGNS = List.of("out of memory", "can't allocate memory", "not enough memory",
        "unable to find an engine to execute this computation", "cublas_status_alloc_failed", "cudnn_status_alloc_failed");

    public TooLittleMemory(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same error, as one of this kind where it is one. */
    static RuntimeException of(RuntimeException error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(message::contains)
            ? new TooLittleMemory("There is too little memory for so many clips at once.", error) : error;
    }
}
