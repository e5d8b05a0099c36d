package org.videoaction.model.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.videoaction.model.checkpoint.Archive;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.SafeTensors;

/**
 * A checkpoint on disk: a zip of {@code checkpoint.json} (what was trained and how far), {@code weights.safetensors} and
 * {@code velocities.safetensors}. It is written aside, brought to the disk and then renamed: a file that is there is whole,
 * whenever the machine stops.
 */
final class CheckpointFile {

    private static final String DESCRIPTION = "checkpoint.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String VELOCITIES = "velocities.safetensors";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointFile() {
    }

    /** The content of {@code checkpoint.json}. */
    private record Description(Map<String, String> settings, int epoch, int step, Tally tally, List<Epoch> history,
        int threads) {}

    /** Written through plain streams, which an interruption of the thread does not close in the middle. */
    static void write(Path file, Network network, Map<String, String> settings, Checkpoint checkpoint)
        throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
                write(out, network, settings, checkpoint);
                out.getFD().sync();
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(FileOutputStream file, Network network, Map<String, String> settings,
        Checkpoint checkpoint) throws IOException {
        OutputStream out = new BufferedOutputStream(file, 1 << 20);
        ZipOutputStream zip = new ZipOutputStream(out);
        // weights do not get smaller
        zip.setLevel(0);
        zip.putNextEntry(new ZipEntry(DESCRIPTION));
        zip.write(JSON.writeValueAsBytes(new Description(settings, checkpoint.epoch(), checkpoint.step(),
            checkpoint.tally(), checkpoint.history(), checkpoint.threads())));
        zip.putNextEntry(new ZipEntry(WEIGHTS));
        SafeTensors.write(zip, network, checkpoint.weights());
        zip.putNextEntry(new ZipEntry(VELOCITIES));
        SafeTensors.write(zip, network, whole(network, checkpoint.velocities()));
        zip.finish();
        out.flush();
    }

    /** What does not learn does not move. */
    private static Weights whole(Network network, Weights velocities) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] moving = velocities.values().get(parameter.name());
            values.put(parameter.name(), moving == null ? new float[(int) parameter.size()] : moving);
        }
        return new Weights(values);
    }

    /**
     * @param settings what is to be trained
     * @throws IOException when the file is damaged
     * @throws TrainingException when something else was trained; the message names the differences
     */
    static Checkpoint read(Path file, Network network, Map<String, String> settings)
        throws IOException, TrainingException {
        try (Archive zip = new Archive(file)) {
            Description description = JSON.readValue(zip.read(DESCRIPTION).array(), Description.class);
            checkSettings(file, settings, description.settings());
            return new Checkpoint(description.epoch(), description.step(), description.tally(), description.history(),
                SafeTensors.read(zip.read(WEIGHTS), network), SafeTensors.read(zip.read(VELOCITIES), network),
                description.threads());
        } catch (IOException e) {
            throw new IOException("The checkpoint " + file + " cannot be read: " + e.getMessage()
                + ". Choose another folder, or delete it to train from the start.", e);
        }
    }

    private static void checkSettings(Path file, Map<String, String> wanted, Map<String, String> found)
        throws TrainingException {
        StringBuilder differences = new StringBuilder();
        wanted.forEach((name, value) -> {
            if (!value.equals(found.get(name))) {
                differences.append("\n").append(name).append(": then ").append(found.get(name)).append(", now ")
                    .append(value);
            }
        });
        if (!differences.isEmpty()) {
            throw new TrainingException("The checkpoint " + file + " is of another training, which this one cannot "
                + "continue. Choose another checkpoint folder, or restore the settings and data." + differences);
        }
    }
}
