package org.videoaction.model.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.videoaction.model.format.ProtobufMessage;
import org.videoaction.model.format.RecordFile;
import org.videoaction.model.saved.Epoch;

/**
 * The course of training as a file of events, which TensorBoard shows while it grows. What an earlier run wrote of the same
 * epochs stays; where it wrote something else, the file is cut off there.
 */
public final class TensorBoardLog {

    private static final String NAME = "events.out.tfevents.0.training";
    private static final String VERSION = "brain.Event:2";
    /** What an event begins with: the tag of its time and the time. */
    private static final int TIME_BYTES = 1 + Double.BYTES;

    private final Path folder;
    private long place;

    /** @param folder in which the file lies; it is made with the first epoch */
    public TensorBoardLog(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds an epoch, or finds it there.
     *
     * @param epoch the first one, or that after the last
     */
    public void add(Epoch epoch) throws IOException {
        Files.createDirectories(folder);
        try (RecordFile file = new RecordFile(folder.resolve(NAME))) {
            if (place == 0) {
                keep(file, event().text(3, VERSION));
            }
            keep(file, event().integer(2, epoch.number()).message(5, summary(epoch)));
        }
    }

    private static ProtobufMessage event() {
        return new ProtobufMessage().real(1, System.currentTimeMillis() / 1e3);
    }

    private static ProtobufMessage summary(Epoch epoch) {
        ProtobufMessage summary = new ProtobufMessage();
        add(summary, "learning_rate", epoch.rate());
        add(summary, "loss/training", epoch.loss());
        add(summary, "top_1/training", epoch.top1());
        add(summary, "top_5/training", epoch.top5());
        Optional.ofNullable(epoch.validation()).ifPresent(validation -> {
            add(summary, "loss/validation", validation.loss());
            add(summary, "top_1/validation", validation.top1());
            add(summary, "top_5/validation", validation.top5());
            Optional.ofNullable(validation.meanAveragePrecision()).ifPresent(map -> add(summary, "map/validation", map));
        });
        return summary;
    }

    private static void add(ProtobufMessage summary, String tag, double value) {
        summary.message(1, new ProtobufMessage().text(1, tag).real(2, (float) value));
    }

    private void keep(RecordFile file, ProtobufMessage event) throws IOException {
        file.goTo(place);
        byte[] content = bytes(event);
        if (file.next().filter(there -> isSameButForTime(there, content)).isEmpty()) {
            file.goTo(place);
            file.replaceRest(content);
        }
        place = file.place();
    }

    private static boolean isSameButForTime(byte[] event, byte[] other) {
        return event.length > TIME_BYTES
            && Arrays.equals(event, TIME_BYTES, event.length, other, TIME_BYTES, other.length);
    }

    private static byte[] bytes(ProtobufMessage message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toByteArray();
    }
}
