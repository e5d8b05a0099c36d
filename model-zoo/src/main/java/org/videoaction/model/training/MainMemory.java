package org.videoaction.model.training;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The computer's own memory, or as much of it as the process's container may take. */
final class MainMemory implements StepMemory {

    private static final Path OF_PROCESS = Path.of("/proc/self/status");
    /** The rest is for the other programs, for reading ahead and for Java. */
    private static final double SHARE = 0.75;
    private static final long KILOBYTE = 1024;
    /** Long steps are looked at often enough, short ones take little. */
    private static final int MILLISECONDS = 2;

    private final LinuxMemory linux = new LinuxMemory(Path.of("/"));
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long heldBefore = held();
    private final long free = (long) (SHARE * (linux.isKnown() ? linux.available() : system.getFreeMemorySize()));

    @Override
    public long free() {
        return free;
    }

    /** What the process holds in memory, on Linux; elsewhere what it may ask for without asking again. */
    private long held() {
        return Files.isReadable(OF_PROCESS) ? KILOBYTE * LinuxMemory.value(OF_PROCESS, "VmRSS:")
            : system.getCommittedVirtualMemorySize();
    }

    @Override
    public long most(Trial trial) throws IOException, TrainingException {
        Watch watch = new Watch();
        watch.start();
        try {
            trial.run();
        } finally {
            watch.end();
        }
        return watch.most - heldBefore;
    }

    /** Looks again and again while a step is computed. */
    private final class Watch extends Thread {

        private volatile boolean ended;
        private volatile long most;

        Watch() {
            super("memory of a step");
            setDaemon(true);
        }

        @Override
        public void run() {
            do {
                most = Math.max(most, held());
            } while (!ended && !pause());
        }

        /** Whether it was interrupted. */
        private boolean pause() {
            try {
                Thread.sleep(MILLISECONDS);
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        }

        /** Looks a last time. */
        void end() {
            ended = true;
            interrupt();
            boolean interrupted = false;
            while (isAlive()) {
                try {
                    join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            most = Math.max(most, held());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
