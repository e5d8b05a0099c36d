package org.videoaction.data.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.videoaction.data.list.AvaLists.Moment;
import org.videoaction.data.pickle.DataGlobals;
import org.videoaction.data.pickle.NumpyArray;
import org.videoaction.data.pickle.PickleReader;
import org.videoaction.data.pickle.PickleText;
import org.videoaction.data.pickle.Pickled;

/**
 * The boxes of a detector of persons as MMAction2 keeps them: a pickle of a dictionary with an array of numpy for each key
 * frame, {@code video,seconds}, in which each row is a box: x1, y1, x2, y2 and mostly a score.
 */
final class AvaProposals {

    private static final int CORNERS = 4;
    private static final int PROTOCOL = 0x80;

    private AvaProposals() {
    }

    /** Whether a file begins as a pickle of protocol 2 or later, which no text does. */
    static boolean isPickle(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == PROTOCOL;
        }
    }

    /**
     * The boxes, without those at excluded times, in the file's order. Boxes without a score have 1.
     *
     * @throws IOException when the pickle is damaged or holds something else; the message names the file and what is wrong
     */
    static List<AvaBox> read(BoxSource source) throws IOException {
        BoxCollector boxes = new BoxCollector();
        try {
            for (Map.Entry<String, Object> frame : frames(source.list()).entrySet()) {
                collect(frame.getKey(), frame.getValue(), source, boxes);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The proposals " + source.list() + " cannot be read: " + e.getMessage() + ".", e);
        }
        boxes.remark(source.remarks());
        return boxes.boxes();
    }

    private static Map<String, Object> frames(Path file) throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new IOException("it has more than 2 GB");
        }
        Object pickled = PickleReader.read(ByteBuffer.wrap(Files.readAllBytes(file)), new DataGlobals());
        if (pickled instanceof Map<?, ?> dictionary && !dictionary.isEmpty()) {
            return Pickled.dictionary(pickled);
        }
        throw new IOException("it holds no dictionary of arrays by \"video,seconds\", as MMAction2's proposals are");
    }

    private static void collect(String key, Object value, BoxSource source, BoxCollector boxes) throws IOException {
        String shown = "its entry " + PickleText.shortened(key);
        int comma = key.lastIndexOf(',');
        if (comma < 1) {
            throw new IOException(shown + " is not called \"video,seconds\"");
        }
        if (!(value instanceof NumpyArray array) || !array.isNumeric()) {
            throw new IOException(shown + " is no array of numbers");
        }
        double[] values = array.reals();
        int columns = array.shape().size() == 2 ? array.shape().get(1).intValue() : 0;
        if (values.length > 0 && columns != CORNERS && columns != CORNERS + 1) {
            throw new IOException(shown + " is an array of shape " + array.shape()
                + "; a row has x1, y1, x2, y2 and mostly a score");
        }
        for (int start = 0; start < values.length; start += columns) {
            collect(shown, key.substring(0, comma).strip(), key.substring(comma + 1).strip(),
                Arrays.copyOfRange(values, start, start + columns), source, boxes);
        }
    }

    private static void collect(String shown, String video, String time, double[] row, BoxSource source,
        BoxCollector boxes) throws IOException {
        double score = row.length > CORNERS ? row[CORNERS] : 1;
        if (!(score >= 0 && score <= 1)) {
            throw new IOException(shown + " has the score " + score);
        }
        try {
            double seconds = AvaLists.number(time, "a time in seconds");
            AvaBox box = boxes.box(video, seconds, Arrays.copyOf(row, CORNERS), AvaLists.NOBODY, score);
            if (score >= source.leastScore() && !source.excluded().contains(Moment.of(video, seconds))) {
                boxes.add(box, null);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(shown + ": " + e.getMessage(), e);
        }
    }
}
