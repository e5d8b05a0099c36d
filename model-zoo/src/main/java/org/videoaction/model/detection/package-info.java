/**
 * Persons, or objects of any other class, found in frames by a detector that somebody else trained: what goes in, which of the
 * usual forms comes out, and what that means in shares of the frame.
 */
package org.videoaction.model.detection;
