package org.videoaction.model.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.videoaction.data.WholeFile;
import org.videoaction.data.list.Classes;
import org.videoaction.model.engine.NetworkProgram;
import org.videoaction.model.format.Archive;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.network.Weights;

/**
 * A model on disk: a zip of {@code model.json} (network, classes, input, history, ranges of a
 * quantized one), {@code weights.safetensors}, or from
 * version 2 on {@code network.onnx} or {@code network.pt}, the file of another program as it was, and where that is known
 * {@code provenance.json}, which older versions pass over.
 */
public final class ModelFile {

    private static final int VERSION = 2;
    /** What is written where it suffices, so that older versions read it. */
    private static final int OF_OWN_NETWORKS = 1;
    private static final String DESCRIPTION = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String PROVENANCE = "provenance.json";
    /** Parts that not every model has. */
    private static final List<String> OPTIONAL = List.of("test", "quantization");
    private static final int CHANNELS = 3;
    private static final String INSIDE = "something in ";
    /** What a description lacks is an error, what it has in addition is not. */
    static final ObjectMapper JSON = JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)).build();

    private ModelFile() {
    }

    /** The content of {@code model.json}; a test that follows from the input is left out, as in version 1.0.0. */
    private record Description(int version, Architecture network, Preprocessing preprocessing, VideoModel.Input input,
        @JsonInclude(JsonInclude.Include.NON_NULL) TestProtocol test, Classes classes, List<Epoch> history,
        @JsonInclude(JsonInclude.Include.NON_NULL) Quantization quantization) {}

    /** Writes the model; the file is there when it is whole. */
    public static void save(VideoModel model, Path file) throws IOException {
        WholeFile.write(file, out -> write(model, out), ModelFile::check);
    }

    /** Writes the file's content. */
    public static void write(VideoModel model, OutputStream out) throws IOException {
        Description description = new Description(model.isForeign() ? VERSION : OF_OWN_NETWORKS, model.architecture(),
            model.preprocessing(), model.input(),
            own(model), model.classes(), model.history(), model.quantization().orElse(null));
        ZipOutputStream zip = new ZipOutputStream(out);
        // weights do not get smaller
        zip.setLevel(0);
        zip.putNextEntry(undated(DESCRIPTION));
        zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
        if (model.program().isPresent()) {
            NetworkProgram program = model.program().get();
            zip.putNextEntry(undated(program.kind().fileName()));
            zip.write(program.content());
        } else {
            zip.putNextEntry(undated(WEIGHTS));
            SafeTensors.write(zip, model.architecture().network(), model.weights());
        }
        if (model.provenance().isKnown()) {
            zip.putNextEntry(undated(PROVENANCE));
            zip.write(model.provenance().json().getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
        zip.finish();
    }

    /** The test where it is another than follows from the input, else null. */
    static TestProtocol own(VideoModel model) {
        return model.test().equals(TestProtocol.of(model.input())) ? null : model.test();
    }

    /** The same model gives the same file: its entries have the first time that a zip can name. */
    private static ZipEntry undated(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }

    /** Its directory is the last that is written. */
    private static void check(Path written) throws IOException {
        try (Archive zip = new Archive(written)) {
            entry(zip, DESCRIPTION);
        }
    }

    /** Whether a file is a zip with the description of a model. */
    public static boolean isModel(Path file) {
        try (Archive zip = new Archive(file)) {
            return zip.names().contains(DESCRIPTION);
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException when the file is not a model that this version reads; the message names it */
    public static VideoModel load(Path file) throws IOException {
        try (Archive zip = new Archive(file)) {
            Description description = description(zip);
            if (description.network() instanceof ForeignNetwork foreign) {
                return foreign(zip, foreign, description);
            }
            Network network = description.network().network();
            return new VideoModel(description.network(), description.preprocessing(), description.input(),
                test(description.input(), description.test()), description.classes(),
                SafeTensors.read(entry(zip, WEIGHTS), network), description.history(),
                Optional.ofNullable(description.quantization()), Optional.empty(), provenance(zip));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The model " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static VideoModel foreign(Archive zip, ForeignNetwork network, Description description) throws IOException {
        for (NetworkProgram.Kind kind : NetworkProgram.Kind.values()) {
            if (zip.size(kind.fileName()) >= 0) {
                return new VideoModel(network, description.preprocessing(), description.input(),
                    test(description.input(), description.test()), description.classes(), new Weights(Map.of()),
                    description.history(), Optional.empty(),
                    Optional.of(NetworkProgram.of(kind, zip.read(kind.fileName()).array())), provenance(zip));
            }
        }
        throw new IOException("it lacks the file of its network");
    }

    private static Provenance provenance(Archive zip) throws IOException {
        return zip.size(PROVENANCE) < 0 ? Provenance.UNKNOWN
            : Provenance.ofJson(StandardCharsets.UTF_8.decode(zip.read(PROVENANCE)).toString());
    }

    private static Description description(Archive zip) throws IOException {
        byte[] json = entry(zip, DESCRIPTION).array();
        try {
            JsonNode tree = JSON.readTree(json);
            int version = tree.path("version").asInt();
            if (version > VERSION) {
                throw new IOException("it has version " + version + " and was saved by a newer version of this extension; "
                    + "this one reads version " + VERSION);
            }
            if (version < OF_OWN_NETWORKS) {
                throw new IOException(DESCRIPTION + " in it is damaged: it has no version");
            }
            for (String part : List.of("network", "preprocessing", "input", "test", "classes", "quantization")) {
                requireNoNull(part, tree.path(part));
            }
            if (tree instanceof ObjectNode object) {
                OPTIONAL.stream().filter(part -> !object.has(part)).forEach(object::putNull);
            }
            Description description = JSON.treeToValue(tree, Description.class);
            check(new ModelMetadata(description.network(), description.preprocessing(), description.input(),
                test(description.input(), description.test()), description.classes()));
            return description;
        } catch (JsonProcessingException e) {
            throw new IOException(DESCRIPTION + " in it is damaged: " + e.getOriginalMessage(), e);
        }
    }

    static void requireNoNull(String name, JsonNode part) throws IOException {
        if (part.isNull()) {
            throw new IOException(DESCRIPTION + " in it is damaged: " + name + " is null");
        }
        for (JsonNode inner : part) {
            requireNoNull(name.startsWith(INSIDE) ? name : INSIDE + name, inner);
        }
    }

    /** A test that is not said follows from the input. */
    static TestProtocol test(VideoModel.Input input, TestProtocol said) throws IOException {
        if (input.frames() < 1 || input.height() < 1 || input.width() < 1 || input.stride() < 1) {
            throw new IOException("its clips are said to have an impossible size");
        }
        return said == null ? TestProtocol.of(input) : said;
    }

    static void check(ModelMetadata description) throws IOException {
        if (description.test().time().length() != description.input().frames()) {
            throw new IOException("its clips have " + description.input().frames() + " frames, but those of its test "
                + description.test().time().length());
        }
        if (description.preprocessing().mean().size() != CHANNELS
            || description.preprocessing().deviation().size() != CHANNELS) {
            throw new IOException("its preprocessing does not have " + CHANNELS + " channels");
        }
        if (description.classes().size() != description.architecture().classes()) {
            throw new IOException("it names " + description.classes().size() + " classes, but its network has "
                + description.architecture().classes());
        }
    }

    private static ByteBuffer entry(Archive zip, String name) throws IOException {
        if (zip.size(name) < 0) {
            throw new IOException("it is not a model file, which would hold " + name);
        }
        return zip.read(name);
    }
}
