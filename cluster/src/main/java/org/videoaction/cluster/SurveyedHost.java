package org.videoaction.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What the executors of a host saw.
 *
 * @param videos how many they looked for
 * @param most work that any of those is
 * @param example one of those
 */
record SurveyedHost(String name, long videos, long most, String example) {

    /** Videos of which a host should see one. */
    static final int MANY = 20;

    private boolean isBlind() {
        return most == Effort.NOT_SEEN;
    }

    /**
     * Of hosts that looked for the same few videos. That nobody sees any of them says nothing of a list in which few are there.
     *
     * @throws IOException when a host sees none and another one does; the message names it and one of them
     */
    static void checkSame(List<SurveyedHost> hosts) throws IOException {
        if (!hosts.stream().allMatch(SurveyedHost::isBlind)) {
            check(hosts);
        }
    }

    /** @throws IOException when a host sees none of its many videos, or none sees any; the message names it and one of them */
    static void check(List<SurveyedHost> hosts) throws IOException {
        boolean nobodySees = hosts.stream().allMatch(SurveyedHost::isBlind);
        // a few videos that are not there may all have come to one host
        Optional<SurveyedHost> blind = hosts.stream().filter(SurveyedHost::isBlind)
            .filter(host -> nobodySees || host.videos() >= MANY).findFirst();
        if (blind.isPresent()) {
            throw new IOException("The executors on " + blind.get().name() + " see none of the " + blind.get().videos()
                + " videos that were looked for there, such as " + blind.get().example()
                + ". The folder of the videos has to be there under the same path on every host; videos are not read from "
                + "addresses such as hdfs:.");
        }
    }
}
