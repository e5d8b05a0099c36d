package org.videoaction.model.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.detection.FrameFit.Placement;

class FrameFitTest {

    private static final FrameSize INPUT = new FrameSize(640, 640);

    @Test
    void aLetterboxKeepsTheRatioInTheMiddle() {
        assertThat(FrameFit.LETTERBOX.place(new FrameSize(1920, 1080), INPUT))
            .isEqualTo(new Placement(new FrameSize(640, 360), 0, 140));
        // 480 / 853 of 640 are 360.1
        assertThat(FrameFit.LETTERBOX.place(new FrameSize(480, 853), INPUT))
            .isEqualTo(new Placement(new FrameSize(360, 640), 140, 0));
    }

    @Test
    void aCornerCutsOffShares() {
        // 641 / 853 of 640 are 480.9
        assertThat(FrameFit.CORNER.place(new FrameSize(641, 853), INPUT))
            .isEqualTo(new Placement(new FrameSize(480, 640), 0, 0));
        assertThat(FrameFit.CORNER.place(new FrameSize(1920, 1080), INPUT))
            .isEqualTo(new Placement(new FrameSize(640, 360), 0, 0));
    }

    @Test
    void stretchingFillsTheInput() {
        assertThat(FrameFit.STRETCH.place(new FrameSize(1920, 1080), INPUT)).isEqualTo(new Placement(INPUT, 0, 0));
    }

    @Test
    void aThinFrameKeepsAPixel() {
        assertThat(FrameFit.LETTERBOX.place(new FrameSize(4000, 2), INPUT).scaled()).isEqualTo(new FrameSize(640, 1));
    }
}
