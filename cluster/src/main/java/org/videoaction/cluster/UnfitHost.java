package org.videoaction.cluster;

import java.io.IOException;

/** A host that cannot compute what a job is asked for; computing something else there would mix it into one result. */
final class UnfitHost extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason why it cannot, as the end of a sentence
     * @param advice what to do about it
     */
    UnfitHost(String host, String reason, String advice) {
        super("The host " + host + " cannot compute: " + reason + ". " + advice);
    }
}
