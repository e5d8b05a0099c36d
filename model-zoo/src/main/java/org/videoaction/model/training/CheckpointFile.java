package org.videoaction.model.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.videoaction.data.WholeFile;
import org.videoaction.model.format.Archive;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.SafeTensors;
import org.videoaction.model.torch.LearningState;

/**
 * A checkpoint on disk: a zip of {@code checkpoint.json} (what was trained and how far), {@code weights.safetensors},
 * {@code velocities.safetensors} and, where learning has them, {@code squares.safetensors} and {@code average.safetensors}.
 * Each has its checksum in the zip.
 */
final class CheckpointFile {

    private static final String DESCRIPTION = "checkpoint.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String VELOCITIES = "velocities.safetensors";
    private static final String SQUARES = "squares.safetensors";
    private static final String AVERAGE = "average.safetensors";
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointFile() {
    }

    /** The content of {@code checkpoint.json}. */
    private record Description(Map<String, String> settings, int epoch, int step, Tally tally, List<Epoch> history,
        int threads, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long optimizerSteps,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long averaged,
        @JsonInclude(JsonInclude.Include.NON_NULL) RateCurve rates,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int foundBatch) {}

    static void write(Path file, Network network, TrainingSettings settings, Checkpoint checkpoint)
        throws IOException {
        WholeFile.write(file, out -> write(out, network, settings, checkpoint), CheckpointFile::check);
    }

    /** Its directory is the last that is written. */
    private static void check(Path written) throws IOException {
        try (Archive zip = new Archive(written)) {
            zip.read(DESCRIPTION);
        }
    }

    private static void write(OutputStream out, Network network, TrainingSettings settings, Checkpoint checkpoint)
        throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        // weights do not get smaller
        zip.setLevel(0);
        zip.putNextEntry(new ZipEntry(DESCRIPTION));
        zip.write(JSON.writeValueAsBytes(new Description(settings.values(), checkpoint.epoch(), checkpoint.step(),
            checkpoint.tally(), checkpoint.history(), checkpoint.threads(), checkpoint.state().steps(),
            checkpoint.state().averaged(), checkpoint.found().rates().orElse(null),
            checkpoint.found().batch())));
        LearningState state = checkpoint.state();
        write(zip, WEIGHTS, network, checkpoint.weights());
        write(zip, VELOCITIES, network, whole(network, state.velocities()));
        if (state.squares().isPresent()) {
            write(zip, SQUARES, network, whole(network, state.squares().get()));
        }
        if (state.average().isPresent()) {
            write(zip, AVERAGE, network, state.average().get());
        }
        zip.finish();
    }

    private static void write(ZipOutputStream zip, String name, Network network, Weights tensors) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        SafeTensors.write(zip, network, tensors);
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
     * @throws IOException when the file is damaged; the message says what is wrong with it, not which it is
     * @throws TrainingException when something else was trained; the message names the differences
     */
    static Checkpoint read(Path file, Network network, TrainingSettings settings)
        throws IOException, TrainingException {
        try (Archive zip = new Archive(file)) {
            Description description = JSON.readValue(zip.read(DESCRIPTION).array(), Description.class);
            checkSettings(file, settings, description.settings());
            return new Checkpoint(description.epoch(), description.step(), description.tally(), description.history(),
                tensors(zip.read(WEIGHTS), network), state(zip, network, description),
                new Found(Optional.ofNullable(description.rates()), description.foundBatch()), description.threads());
        } catch (JsonProcessingException e) {
            throw new IOException(DESCRIPTION + " in it is damaged: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } catch (NullPointerException e) {
            throw new IOException(DESCRIPTION + " in it is incomplete", e);
        }
    }

    private static LearningState state(Archive zip, Network network, Description description) throws IOException {
        return new LearningState(tensors(zip.read(VELOCITIES), network),
            optional(zip, SQUARES, network, description.optimizerSteps()),
            description.optimizerSteps(), optional(zip, AVERAGE, network, description.averaged()), description.averaged());
    }

    /** @param count how often they moved; 0 where they are not there */
    private static Optional<Weights> optional(Archive zip, String name, Network network, long count) throws IOException {
        return count > 0 ? Optional.of(tensors(zip.read(name), network)) : Optional.empty();
    }

    private static Weights tensors(ByteBuffer file, Network network) throws IOException {
        Weights tensors = SafeTensors.read(file, network);
        tensors.checkPossible(network);
        return tensors;
    }

    private static void checkSettings(Path file, TrainingSettings wanted, Map<String, String> found)
        throws TrainingException {
        String differences = wanted.differences(found);
        if (!differences.isEmpty()) {
            throw new TrainingException("The checkpoint " + file + " is of another training, which this one cannot "
                + "continue. Choose another checkpoint folder, or restore the settings and data." + differences);
        }
    }
}
