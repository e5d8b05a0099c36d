package org.videoaction.model.training;

import java.io.IOException;

/** The memory of the device that computes the steps of training. */
interface StepMemory {

    /** A device that says by itself when its memory is too small, whatever it holds. */
    StepMemory ASKED_BY_TRYING = new StepMemory() {

        @Override
        public long free() {
            return Long.MAX_VALUE;
        }

        @Override
        public long most(Trial trial) throws IOException, TrainingException {
            trial.run();
            return 0;
        }
    };

    /** A step of training that is tried. */
    @FunctionalInterface
    interface Trial {
        void run() throws IOException, TrainingException;
    }

    /** The bytes that steps may take. */
    long free();

    /** Does a step; gives the most bytes that steps took so far. */
    long most(Trial trial) throws IOException, TrainingException;
}
