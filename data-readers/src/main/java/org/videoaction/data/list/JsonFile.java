package org.videoaction.data.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads JSON files, large ones part by part; an object that names a field twice is wrong. */
final class JsonFile {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();
    private static final ObjectReader WHOLE = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonFile() {
    }

    /** Takes an entry of an object and the line at which it starts. */
    @FunctionalInterface
    interface Entries {
        void entry(int line, String name, JsonNode value);
    }

    /** Whether a file says that it is one. */
    static boolean is(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /** @throws IOException when the file is missing, not in UTF-8 or not JSON */
    static JsonNode read(Path file) throws IOException {
        try {
            return WHOLE.readTree(TextFile.content(file));
        } catch (JsonProcessingException e) {
            throw problem(file, e);
        }
    }

    /** @throws IOException also when it is no JSON object */
    static JsonNode readObject(Path file) throws IOException {
        JsonNode tree = read(file);
        if (!tree.isObject()) {
            throw new IOException("The file " + file + " is not a JSON object.");
        }
        return tree;
    }

    /** An entry of an array. @param line on which it starts */
    record Entry(int line, int number, JsonNode value) {}

    /** @throws IOException when the file is missing, not in UTF-8 or not a JSON array with entries */
    static List<Entry> entries(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(TextFile.content(file))) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    int line = parser.currentTokenLocation().getLineNr();
                    entries.add(new Entry(line, entries.size() + 1, parser.readValueAsTree()));
                }
                if (parser.nextToken() != null) {
                    throw new IOException("The file " + file + " goes on behind the end of its JSON array.");
                }
            }
        } catch (JsonProcessingException e) {
            throw problem(file, e);
        }
        if (entries.isEmpty()) {
            throw new IOException("The file " + file + " is not a JSON array with an object for each video.");
        }
        return entries;
    }

    /** A part of a line that is a JSON object. */
    static JsonNode object(String text, String meaning) {
        try {
            JsonNode tree = WHOLE.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + meaning, e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not " + meaning);
    }

    /**
     * Gives the entries of an object within the file's object, or those of the file's own object where it has no such one.
     *
     * @param within the name of the inner object
     */
    static void forEach(Path file, String within, Entries reader) throws IOException {
        try (JsonParser parser = JSON.createParser(TextFile.content(file))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The file " + file + " is not a JSON object.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(within) && parser.nextToken() == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        entry(parser, reader);
                    }
                } else if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    entry(parser, reader);
                } else {
                    throw new IOException("The file " + file + " has \"" + within + "\", which is not an object.");
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("The file " + file + " goes on behind the end of its JSON object.");
            }
        } catch (JsonProcessingException e) {
            throw problem(file, e);
        }
    }

    private static void entry(JsonParser parser, Entries reader) throws IOException {
        String name = parser.currentName();
        int line = parser.currentTokenLocation().getLineNr();
        parser.nextToken();
        reader.entry(line, name, parser.readValueAsTree());
    }

    private static IOException problem(Path file, JsonProcessingException e) {
        return new IOException("The file " + file + " is not JSON: " + e.getOriginalMessage()
            + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"), e);
    }
}
