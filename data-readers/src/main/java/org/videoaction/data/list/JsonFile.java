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

/** Reads JSON files whose objects may be large, part by part. */
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

    /**
     * Reads the whole file.
     *
     * @throws IOException when it is no JSON object
     */
    static JsonNode read(Path file) throws IOException {
        try {
            JsonNode tree = WHOLE.readTree(TextFile.content(file));
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            throw problem(file, e);
        }
        throw new IOException("The file " + file + " is not a JSON object.");
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
