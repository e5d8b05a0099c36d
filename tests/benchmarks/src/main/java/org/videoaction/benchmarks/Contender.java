package org.videoaction.benchmarks;

import java.io.IOException;

/** One way to do the work that is measured, on one thread. */
interface Contender<W extends Workload> {

    String name();

    /** Whether what it needs is installed. */
    boolean present();

    /** The CPU seconds, user and system, that it takes. */
    double cpuSeconds(W work) throws IOException;
}
