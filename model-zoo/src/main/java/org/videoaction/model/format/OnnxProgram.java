package org.videoaction.model.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An ONNX file of any program in one piece: tensors that lie in files beside it are taken in. It is data; nothing that it
 * names is loaded, and nothing outside of its folder is read. The field numbers are those of {@code onnx.proto}.
 */
public final class OnnxProgram {

    private static final int MOST_DEPTH = 256;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
    private static final int TENSOR_RAW = 9;
    private static final int TENSOR_EXTERNAL = 13;
    private static final int TENSOR_LOCATION = 14;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int MODEL_OPERATORS = 8;
    private static final int MODEL_PRODUCER = 2;
    private static final int MODEL_PRODUCER_VERSION = 3;
    private static final int MODEL_METADATA = 14;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_DOMAIN = 7;
    private static final int FUNCTION_NAME = 1;
    private static final int FUNCTION_DOMAIN = 10;
    /** Those of ONNX itself and those that ONNX Runtime brings. */
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "ai.onnx.training",
        "ai.onnx.preview", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc", "com.ms.internal.nhwc");

    /** The messages in which tensors, nodes and functions lie. */
    private enum Part {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE_TENSOR,
        FUNCTION,
        TRAINING;

        /** What kind of message a field is, null where it is none of these. */
        Part inside(int field) {
            return switch (this) {
                case MODEL -> field == 7 ? GRAPH : field == 20 ? TRAINING : field == 25 ? FUNCTION : null;
                case GRAPH -> field == 1 ? NODE : field == 5 ? TENSOR : field == 15 ? SPARSE_TENSOR : null;
                case NODE -> field == 5 ? ATTRIBUTE : null;
                case ATTRIBUTE -> field == 5 || field == 10 ? TENSOR : field == 6 || field == 11 ? GRAPH
                    : field == 22 || field == 23 ? SPARSE_TENSOR : null;
                case SPARSE_TENSOR -> field == 1 || field == 2 ? TENSOR : null;
                case FUNCTION -> field == 7 ? NODE : field == 11 ? ATTRIBUTE : null;
                case TRAINING -> field == 1 || field == 2 ? GRAPH : null;
                case TENSOR -> null;
            };
        }
    }

    private final Path folder;
    private final Map<String, Long> operatorSets = new LinkedHashMap<>();
    private final List<String> producer = new ArrayList<>();
    private final Set<String> functions = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();
    private boolean isWhole = true;
    private long taken;
    private byte[] content;

    private OnnxProgram(Path folder) {
        this.folder = folder;
    }

    /** Whether a file may be one: it starts with the number of its format, which is small. */
    public static boolean begins(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return OnnxTensors.begins(ByteBuffer.wrap(in.readNBytes(4)));
        }
    }

    /**
     * Whether a file says which network it is, as those do that this extension exports. Of what is damaged, it is not known.
     */
    public static boolean saysItsNetwork(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            return false;
        }
        Map<String, String> metadata = new HashMap<>();
        ProtobufReader reader = new ProtobufReader(ByteBuffer.wrap(Files.readAllBytes(file)));
        while (reader.next()) {
            if (reader.field() == MODEL_METADATA && reader.holdsBytes()) {
                addEntry(new ProtobufReader(reader.bytes()), metadata);
            } else {
                reader.skip();
            }
        }
        return metadata.containsKey("architecture");
    }

    /**
     * Reads a file and those beside it in which its tensors lie.
     *
     * @throws IOException when it is damaged, too large, names files outside of its folder, or operators that nobody but its
     *     author has; the message says what is wrong with it, not which it is
     */
    public static OnnxProgram read(Path file) throws IOException {
        OnnxProgram program = new OnnxProgram(file.toAbsolutePath().getParent());
        program.take(Files.size(file));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        ProtobufMessage whole = program.copy(bytes, Part.MODEL, 0);
        program.unknown.removeAll(program.functions);
        if (!program.unknown.isEmpty()) {
            throw new IOException("it uses operators that are none of ONNX's: " + String.join(", ", program.unknown)
                + "; libraries with operators of their own are not loaded. Export it with ONNX's operators alone");
        }
        program.content = program.isWhole ? bytes.array() : joined(whole);
        return program;
    }

    private static byte[] joined(ProtobufMessage whole) throws IOException {
        if (whole.size() > MOST_BYTES) {
            throw tooLarge();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) whole.size());
        whole.writeTo(out);
        return out.toByteArray();
    }

    /** Before they are read, for memory may be too small for them. */
    private void take(long length) throws IOException {
        if (length > MOST_BYTES - taken) {
            throw tooLarge();
        }
        taken += length;
    }

    private static IOException tooLarge() {
        return new IOException(
            "it has more than 2048 MiB with the files that belong to it, which is all that is read of an ONNX network. Export it "
                + "in 16-bit numbers, or as TorchScript");
    }

    /** The whole file, with nothing outside of it. */
    public byte[] content() {
        return content;
    }

    /** The versions of the operators by their domains; that of ONNX itself is the empty text. */
    public Map<String, Long> operatorSets() {
        return operatorSets;
    }

    /** The program that wrote it with its version, empty where it does not say. */
    public String producer() {
        return String.join(" ", producer).strip();
    }

    private ProtobufMessage copy(ByteBuffer message, Part part, int depth) throws IOException {
        if (depth > MOST_DEPTH) {
            throw new IOException("it is damaged: its graphs lie in each other " + depth + " times");
        }
        if (part == Part.TENSOR) {
            return tensor(message);
        }
        look(message, part);
        ProtobufMessage copy = new ProtobufMessage();
        ProtobufReader reader = new ProtobufReader(message);
        while (reader.next()) {
            Part inner = part.inside(reader.field());
            if (inner == null || !reader.holdsBytes()) {
                reader.copyTo(copy);
            } else {
                copy.message(reader.field(), copy(reader.bytes(), inner, depth + 1));
            }
        }
        return copy;
    }

    private void look(ByteBuffer message, Part part) throws IOException {
        switch (part) {
            case MODEL -> {
                ProtobufReader reader = new ProtobufReader(message);
                while (reader.next()) {
                    switch (reader.field()) {
                        case MODEL_OPERATORS -> addOperators(new ProtobufReader(reader.bytes()));
                        case MODEL_PRODUCER, MODEL_PRODUCER_VERSION -> producer.add(reader.text());
                        default -> reader.skip();
                    }
                }
            }
            case NODE -> {
                String domain = text(message, NODE_DOMAIN);
                if (!DOMAINS.contains(domain)) {
                    unknown.add(domain + "::" + text(message, NODE_OPERATOR));
                }
            }
            case FUNCTION -> functions.add(text(message, FUNCTION_DOMAIN) + "::" + text(message, FUNCTION_NAME));
            default -> {
            }
        }
    }

    private void addOperators(ProtobufReader set) throws IOException {
        String domain = "";
        long version = 0;
        while (set.next()) {
            switch (set.field()) {
                case KEY -> domain = set.text();
                case VALUE -> version = set.integer();
                default -> set.skip();
            }
        }
        operatorSets.put(domain.equals("ai.onnx") ? "" : domain, version);
    }

    private static void addEntry(ProtobufReader entry, Map<String, String> entries) throws IOException {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case KEY -> key = entry.text();
                case VALUE -> value = entry.text();
                default -> entry.skip();
            }
        }
        entries.put(key, value);
    }

    private static String text(ByteBuffer message, int field) throws IOException {
        ProtobufReader reader = new ProtobufReader(message);
        String text = "";
        while (reader.next()) {
            if (reader.field() == field && reader.holdsBytes()) {
                text = reader.text();
            } else {
                reader.skip();
            }
        }
        return text;
    }

    private ProtobufMessage tensor(ByteBuffer message) throws IOException {
        ProtobufMessage inside = new ProtobufMessage();
        Map<String, String> place = new HashMap<>();
        boolean elsewhere = false;
        ProtobufReader reader = new ProtobufReader(message);
        while (reader.next()) {
            switch (reader.field()) {
                case TENSOR_EXTERNAL -> addEntry(new ProtobufReader(reader.bytes()), place);
                case TENSOR_LOCATION -> elsewhere |= reader.integer() != 0;
                default -> reader.copyTo(inside);
            }
        }
        if (elsewhere || !place.isEmpty()) {
            isWhole = false;
            inside.data(TENSOR_RAW, elsewhere(place));
        }
        return inside;
    }

    private ByteBuffer elsewhere(Map<String, String> place) throws IOException {
        String name = place.getOrDefault("location", "");
        Path file = beside(name);
        try (FileChannel channel = FileChannel.open(file)) {
            long offset = number(place, "offset", 0);
            long length = number(place, "length", channel.size() - offset);
            if (offset < 0 || length < 0 || offset > channel.size() - length) {
                throw new IOException("the file " + name + " beside it has " + channel.size() + " bytes and lacks the "
                    + length + " bytes from " + offset + " on of a tensor");
            }
            take(length);
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
                // goes on
            }
            return bytes.flip();
        }
    }

    private Path beside(String name) throws IOException {
        try {
            Path file = folder.resolve(name);
            if (name.isBlank() || Path.of(name).isAbsolute() || !file.normalize().startsWith(folder.normalize())) {
                throw outside(name);
            }
            if (!Files.isRegularFile(file)) {
                throw new IOException("the file " + name + ", in which tensors of it lie, is not beside it. Copy it there");
            }
            // a link may lead anywhere
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw outside(name);
            }
            return file;
        } catch (InvalidPathException e) {
            throw outside(name);
        }
    }

    private static IOException outside(String name) {
        return new IOException(
            "its tensors are said to lie in \"" + name + "\", which is not in its folder; files elsewhere "
                + "are not read");
    }

    private static long number(Map<String, String> place, String key, long otherwise) throws IOException {
        try {
            return place.containsKey(key) ? Long.parseLong(place.get(key)) : otherwise;
        } catch (NumberFormatException e) {
            throw new IOException("it is damaged: the " + key + " of a tensor in another file is no number", e);
        }
    }
}
