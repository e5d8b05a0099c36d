package org.videoaction.data.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads files in JSON; an object that names a field twice is wrong. */
final class JsonTree {

    private static final ObjectMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

    private JsonTree() {
    }

    /** Whether a file says that it is one. */
    static boolean is(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /** @throws IOException when the file is missing, not in UTF-8 or not JSON */
    static JsonNode read(Path file) throws IOException {
        try {
            return JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(TextFile.content(file));
        } catch (JsonProcessingException e) {
            throw wrong(file, e);
        }
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
            throw wrong(file, e);
        }
        if (entries.isEmpty()) {
            throw new IOException("The file " + file + " is not a JSON array with an object for each video.");
        }
        return entries;
    }

    private static IOException wrong(Path file, JsonProcessingException e) {
        return new IOException("The file " + file + " is not JSON: " + e.getOriginalMessage(), e);
    }
}
