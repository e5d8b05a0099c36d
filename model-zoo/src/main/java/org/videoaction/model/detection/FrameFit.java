package org.videoaction.model.detection;

import org.videoaction.data.sampling.FrameSize;

/** How a frame comes into a network's input. */
public enum FrameFit {

    /** As a whole and with its sides' ratio, gray beside it on both sides. */
    LETTERBOX("letterbox"),
    /** The same with the frame in the upper left corner. */
    CORNER("letterbox, in the upper left corner"),
    /** Each side by its own ratio. */
    STRETCH("stretched");

    private final String title;

    FrameFit(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /**
     * Where a frame lies in the input.
     *
     * @param scaled the pixels of the frame there
     * @param left the gray columns before it
     * @param top the gray rows above it
     */
    public record Placement(FrameSize scaled, int left, int top) {}

    public Placement place(FrameSize frame, FrameSize input) {
        if (this == STRETCH) {
            return new Placement(input, 0, 0);
        }
        double scale = Math.min((double) input.width() / frame.width(), (double) input.height() / frame.height());
        int width = side(frame.width() * scale, input.width());
        int height = side(frame.height() * scale, input.height());
        boolean corner = this == CORNER;
        return new Placement(new FrameSize(width, height), corner ? 0 : (input.width() - width) / 2,
            corner ? 0 : (input.height() - height) / 2);
    }

    /** YOLOX cuts off what the others round. */
    private int side(double scaled, int most) {
        return (int) Math.max(1, Math.min(most, this == CORNER ? Math.floor(scaled + 1e-6) : Math.round(scaled)));
    }
}
