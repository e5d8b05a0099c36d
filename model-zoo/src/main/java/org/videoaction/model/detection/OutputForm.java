package org.videoaction.model.detection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.sampling.FrameSize;

/** The usual forms of what detectors give, each with the input that networks of this form usually want. */
public enum OutputForm {

    /** torchvision's, and those of RT-DETR's own post-processing. */
    BOXES_SCORES_LABELS("boxes, scores and labels (torchvision, RT-DETR with post-processing)", new LabelledBoxes(),
        FrameFit.STRETCH, PixelValues.RGB_SHARES, false),
    DETR("DETR", new QueryBoxes(true), FrameFit.STRETCH, PixelValues.IMAGENET, false),
    RT_DETR("RT-DETR", new QueryBoxes(false), FrameFit.STRETCH, PixelValues.RGB_SHARES, false),
    YOLOX("YOLOX", new GridBoxes(GridBoxes.Kind.YOLOX), FrameFit.CORNER, PixelValues.BGR_BYTES, true),
    YOLOX_DECODED("YOLOX with boxes in pixels", new GridBoxes(GridBoxes.Kind.YOLOX_DECODED), FrameFit.CORNER,
        PixelValues.BGR_BYTES, true),
    YOLOV5("YOLOv5", new GridBoxes(GridBoxes.Kind.YOLOV5), FrameFit.LETTERBOX, PixelValues.RGB_SHARES, true),
    YOLOV8("YOLOv8 or 11", new GridBoxes(GridBoxes.Kind.YOLOV8), FrameFit.LETTERBOX, PixelValues.RGB_SHARES, true),
    ROWS_OF_SIX("rows of box, score and label", new SortedRows(), FrameFit.LETTERBOX, PixelValues.RGB_SHARES, false);

    private final String title;
    private final OutputDecoder decoder;
    private final FrameFit fit;
    private final PixelValues pixels;
    private final boolean suppressed;

    OutputForm(String title, OutputDecoder decoder, FrameFit fit, PixelValues pixels, boolean suppressed) {
        this.title = title;
        this.decoder = decoder;
        this.fit = fit;
        this.pixels = pixels;
        this.suppressed = suppressed;
    }

    public String title() {
        return title;
    }

    FrameFit fit() {
        return fit;
    }

    PixelValues pixels() {
        return pixels;
    }

    /** Whether boxes of one object are still to be suppressed. */
    boolean isSuppressedHere() {
        return suppressed;
    }

    OutputDecoder decoder() {
        return decoder;
    }

    /** The form of what a network gave. */
    static Optional<OutputForm> of(List<NetworkOutput> outputs, FrameSize input) {
        return Arrays.stream(values())
            .filter(form -> form.decoder.reads(outputs, input) && form.decoder.isLikely(outputs, input))
            .findFirst();
    }
}
