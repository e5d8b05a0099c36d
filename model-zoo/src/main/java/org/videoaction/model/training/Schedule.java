package org.videoaction.model.training;

/** The learning rate at each step of training. Its parameters are its identity: two that are equal give the same rates. */
public interface Schedule {

    /**
     * The rate of a step.
     *
     * @param epoch from 0
     * @param step within its epoch, from 0
     * @param steps the steps of an epoch
     */
    double rate(int epoch, int step, int steps);
}
