package org.videoaction.data.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
    private static final int NOBODY = -1;
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
    static List<AvaBox> read(Path file, Set<Moment> excluded) throws IOException {
        List<AvaBox> boxes = new ArrayList<>();
        try {
            for (Map.Entry<String, Object> frame : frames(file).entrySet()) {
                boxes.addAll(boxes(frame.getKey(), frame.getValue()));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The proposals " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
        return boxes.stream().filter(box -> !excluded.contains(new Moment(box.video(), box.seconds()))).distinct().toList();
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

    private static List<AvaBox> boxes(String key, Object value) throws IOException {
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
        List<AvaBox> boxes = new ArrayList<>();
        for (int start = 0; start < values.length; start += columns) {
            boxes.add(box(shown, key.substring(0, comma), key.substring(comma + 1),
                Arrays.copyOfRange(values, start, start + columns)));
        }
        return boxes;
    }

    private static AvaBox box(String shown, String video, String seconds, double[] row) throws IOException {
        List<String> fields = Stream.concat(Stream.of(video.strip(), seconds.strip()),
            Arrays.stream(row).limit(CORNERS).mapToObj(Double::toString)).toList();
        double score = row.length > CORNERS ? row[CORNERS] : 1;
        if (!(score >= 0 && score <= 1)) {
            throw new IOException(shown + " has the score " + score);
        }
        try {
            return AvaLists.box(fields, NOBODY, score);
        } catch (IllegalArgumentException e) {
            throw new IOException(shown + ": " + e.getMessage(), e);
        }
    }
}
