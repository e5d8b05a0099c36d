package org.videoaction.model.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.videoaction.data.WholeFile;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;

/**
 * A model on disk: a zip of {@code model.json} (network, classes, input, history) and {@code weights.safetensors}.
 */
public final class ModelFile {

    private static final int VERSION = 1;
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final ObjectMapper JSON =
        new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private ModelFile() {
    }

    /** The content of {@code model.json}. */
    private record Description(int version, Architecture network, Preprocessing preprocessing, VideoModel.Input input,
        List<String> classes, List<Epoch> history) {
    }

    /** Writes the model; the file is there when it is whole. */
    public static void save(VideoModel model, Path file) throws IOException {
        WholeFile.write(file, out -> write(model, out));
    }

    /** Writes the file's content. */
    public static void write(VideoModel model, OutputStream out) throws IOException {
        Description description = new Description(VERSION, model.architecture(), model.preprocessing(), model.input(),
            model.classes(), model.history());
        ZipOutputStream zip = new ZipOutputStream(out);
        // weights do not get smaller
        zip.setLevel(0);
        zip.putNextEntry(undated(DESCRIPTION));
        zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
        zip.putNextEntry(undated(WEIGHTS));
        SafeTensors.write(zip, model.architecture().network(), model.weights());
        zip.closeEntry();
        zip.finish();
    }

    /** The same model gives the same file: its entries have the first time that a zip can name. */
    private static ZipEntry undated(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }

    /** @throws IOException when the file is not a model that this version reads; the message names it */
    public static VideoModel load(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Description description = description(zip);
            Network network = description.network().network();
            try (InputStream weights = entry(zip, WEIGHTS)) {
                return new VideoModel(description.network(), description.preprocessing(), description.input(),
                    description.classes(), SafeTensors.read(weights, network), description.history());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The model " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Description description(ZipFile zip) throws IOException {
        byte[] json;
        try (InputStream in = entry(zip, DESCRIPTION)) {
            json = in.readAllBytes();
        }
        try {
            int version = JSON.readTree(json).path("version").asInt();
            if (version != VERSION) {
                throw new IOException("it has version " + version + "; this program reads version " + VERSION);
            }
            return JSON.readValue(json, Description.class);
        } catch (JsonProcessingException e) {
            throw new IOException(DESCRIPTION + " in it is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it is not a model file, which would hold " + name);
        }
        return zip.getInputStream(entry);
    }
}
