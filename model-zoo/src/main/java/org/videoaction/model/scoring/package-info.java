/**
 * Applies models to videos: clips are scored in batches, the clips of a video say together what it shows, and what is
 * done is kept so that an interrupted run can go on.
 */
package org.videoaction.model.scoring;
