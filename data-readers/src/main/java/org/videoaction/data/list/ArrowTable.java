package org.videoaction.data.list;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Reads the columns of a list of videos from an Arrow file or stream, batch after batch: their paths, {@code labels}, a list or
 * one text, {@code start} and {@code end} in seconds, and of folders of pictures {@code frames} and {@code offset}.
 *
 * @param pathColumn the name of the column with the paths
 */
public record ArrowTable(String pathColumn) implements Serializable {

    /** What stands between several labels of a video in one text. */
    public static final String BETWEEN_LABELS = ";";

    private static final String LABELS = "labels";
    private static final String START = "start";
    private static final String END = "end";
    private static final String FRAMES = "frames";
    private static final String OFFSET = "offset";
    /** What a file has before the stream in it, with two bytes that fill it up. */
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 8;

    /**
     * A row of a table.
     *
     * @param path empty where it is missing
     * @param start in seconds, or null
     * @param end in seconds, or null
     * @param frames as that of {@link ListedVideo}, or null
     * @param offset as that of {@link ListedVideo}, or null
     */
    public record Entry(String path, List<String> labels, Double start, Double end, Integer frames, Integer offset)
        implements Serializable {}

    /**
     * Reads no more than what columns there are.
     *
     * @param name of the table, for people
     * @throws IOException when that of the paths is not among them, or it is no Arrow file
     */
    public void check(String name, InputStream file) throws IOException {
        open(name, file, reader -> {
            List<String> columns = reader.getVectorSchemaRoot().getSchema().getFields().stream().map(Field::getName)
                .toList();
            if (!columns.contains(pathColumn)) {
                throw noPaths(name, columns);
            }
        });
    }

    /**
     * Reads all rows.
     *
     * @param name of the table, for people
     * @param rows takes each
     * @throws IOException when it is damaged or compressed
     */
    public void read(String name, InputStream file, Consumer<Entry> rows) throws IOException {
        open(name, file, reader -> {
            while (reader.loadNextBatch()) {
                try (Column paths = column(reader, pathColumn);
                    Column labels = column(reader, LABELS);
                    Column start = column(reader, START);
                    Column end = column(reader, END);
                    Column frames = column(reader, FRAMES);
                    Column offset = column(reader, OFFSET)) {
                    for (int row = 0; row < reader.getVectorSchemaRoot().getRowCount(); row++) {
                        rows.accept(new Entry(Objects.toString(paths.at(row), ""), labels(labels.at(row)),
                            seconds(start.at(row)), seconds(end.at(row)), count(frames.at(row)), count(offset.at(row))));
                    }
                }
            }
        });
    }

    /** What is wrong with a table without the column of the paths. */
    public IOException noPaths(String name, List<String> columns) {
        return new IOException("The table " + name + " has no column \"" + pathColumn + "\"; its columns are "
            + String.join(", ", columns) + ". Name that of the paths with --path-column.");
    }

    /** Takes what it needs from a table. */
    @FunctionalInterface
    private interface Reading {
        void from(ArrowStreamReader reader) throws IOException;
    }

    private static void open(String name, InputStream file, Reading reading) throws IOException {
        InputStream in = new BufferedInputStream(file);
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            in.reset();
        }
        try (BufferAllocator allocator = new RootAllocator();
            ArrowStreamReader reader = new ArrowStreamReader(in, allocator)) {
            reading.from(reader);
        } catch (RuntimeException e) {
            throw new IOException(
                "The table " + name + " cannot be read: it is damaged, compressed, or no Arrow file. Write "
                    + "it without compression, or as Parquet.",
                e);
        }
    }

    private static Column column(ArrowStreamReader reader, String name) throws IOException {
        FieldVector read = reader.getVectorSchemaRoot().getVector(name);
        return read == null || read.getField().getDictionary() == null ? new Column(read, false)
            : new Column(DictionaryEncoder.decode(read, reader.lookup(read.getField().getDictionary().getId())), true);
    }

    /**
     * A column of a batch, with dictionaries looked up.
     *
     * @param values null where the table has no such column
     * @param own whether it does not belong to the batch
     */
    private record Column(ValueVector values, boolean own) implements AutoCloseable {

        Object at(int row) {
            return values == null ? null : values.getObject(row);
        }

        @Override
        public void close() {
            if (own) {
                values.close();
            }
        }
    }

    private static List<String> labels(Object value) {
        List<?> labels = value instanceof List<?> several ? several
            : List.of(Objects.toString(value, "").split(BETWEEN_LABELS));
        return labels.stream().filter(Objects::nonNull).map(Object::toString).filter(label -> !label.isEmpty()).toList();
    }

    private static Double seconds(Object value) {
        return value instanceof Number number ? (Double) number.doubleValue() : null;
    }

    private static Integer count(Object value) {
        return value instanceof Number number ? (Integer) number.intValue() : null;
    }
}
