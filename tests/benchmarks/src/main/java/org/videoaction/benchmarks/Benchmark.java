package org.videoaction.benchmarks;

import java.io.IOException;

/** A measurement that prints its table and figures. */
interface Benchmark {

    void run(Setting setting) throws IOException;
}
