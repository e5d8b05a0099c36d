package org.videoaction.benchmarks;

import java.util.List;

/** What contenders do once: a video to read, a network to compute. */
interface Workload {

    String name();

    /** What a peer's script is told about it. */
    List<String> peerArguments();
}
