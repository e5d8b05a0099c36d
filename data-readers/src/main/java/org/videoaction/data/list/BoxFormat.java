package org.videoaction.data.list;

import java.io.IOException;
import java.util.List;

/** How a dataset lists boxes. */
public enum BoxFormat {

    /** AVA's {@code video, seconds, x1, y1, x2, y2, action, person}. */
    AVA(source -> ListedBox.of(AvaLists.boxes(source), source)),
    /** What a detector found, {@code video, seconds, x1, y1, x2, y2, , score}. */
    AVA_PROPOSALS(source -> ListedBox.of(AvaLists.proposals(source), source)),
    /** AVA-Kinetics' lists of clips of Kinetics, which are placed by the times in the files' names. */
    AVA_KINETICS(KineticsClips::boxes),
    /** The XML file of CVAT's "CVAT for video 1.1": tracks of boxes. */
    CVAT(CvatFile::boxes),
    /** The VGG Image Annotator's projects: rectangles in videos (VIA 3) or in pictures of them (VIA 2, JSON or CSV). */
    VIA(ViaBoxes::of);

    /** Reads what a list says; remarks go to the source. */
    @FunctionalInterface
    private interface Reader {
        List<ListedBox> read(BoxSource source) throws IOException;
    }

    private final Reader reader;

    BoxFormat(Reader reader) {
        this.reader = reader;
    }

    /**
     * Reads a list.
     *
     * @throws ListException when lines are wrong
     * @throws IOException when a file cannot be read
     */
    public BoxList read(BoxSource source) throws IOException {
        List<ListedBox> boxes = reader.read(source);
        return new BoxList(boxes, source.remarks());
    }
}
