package org.videoaction.data.sampling;


/**
 * Where a clip's pixels come from: the frame scaled to {@code scaled}, then the square of {@code size} pixels whose
 * upper left corner is at {@code x}, {@code y}, mirrored left to right where {@code flipped}.
 */
public record Crop(FrameSize scaled, int x, int y, int size, boolean flipped) {
}
