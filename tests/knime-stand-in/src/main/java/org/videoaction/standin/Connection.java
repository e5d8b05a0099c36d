package org.videoaction.standin;

/**
 * A wire from an output to an input. Port 0 carries flow variables, data ports count from 1.
 *
 * @param source the id of the node that it comes from
 * @param sourcePort the output there
 * @param dest the id of the node that it goes to
 * @param destPort the input there
 */
record Connection(int source, int sourcePort, int dest, int destPort) {
    @Override
    public String toString() {
        return "#" + source + ":" + sourcePort + " -> #" + dest + ":" + destPort;
    }
}
