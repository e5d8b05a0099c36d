package org.videoaction.model.torch;

import java.util.Optional;

/**
 * Something that networks can be computed on, or why they cannot.
 *
 * @param id cpu, or gpu with a number
 * @param problem why it cannot be used and what to do, or null
 * @param name of the hardware, as far as the system tells
 * @param memory in bytes, or -1 where it is not known
 * @param threads among which libtorch divides an operation, 0 on GPUs
 * @param libtorch its version, or null where it is not loaded
 * @param test what the self-test found, if it was wanted and the device can be used
 */
public record ComputeDevice(String id, String problem, String name, long memory, int threads, String libtorch,
    Optional<SelfTest> test) {

    public boolean isUsable() {
        return problem == null;
    }
}
