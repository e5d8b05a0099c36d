/**
 * Trains networks by the papers' schedules: an epoch after the other, each repeatable from the seed and the epoch's
 * number, with checkpoints from which an interrupted training goes on to the same end.
 */
package org.videoaction.model.training;
