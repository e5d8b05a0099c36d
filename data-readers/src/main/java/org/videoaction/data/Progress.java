package org.videoaction.data;

import java.util.concurrent.CancellationException;

/** Where long work says how far it is and asks whether it should go on. */
@FunctionalInterface
public interface Progress {

    /** Nobody watches and nobody cancels. */
    Progress NONE = (fraction, message) -> {};

    /**
     * Called often, from the thread that does the work.
     *
     * @param fraction how much is done, from 0 to 1
     * @param message what is being done, with rate and time left where they are known
     * @throws CancellationException when the work is to stop now
     */
    void report(double fraction, String message);
}
