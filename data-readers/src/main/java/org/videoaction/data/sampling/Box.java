package org.videoaction.data.sampling;

/** A part of a frame, in pixels from its upper left corner. */
public record Box(int x, int y, int width, int height) {}
