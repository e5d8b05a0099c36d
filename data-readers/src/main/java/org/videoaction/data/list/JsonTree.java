package org.videoaction.data.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
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
            return JSON.readTree(TextFile.content(file));
        } catch (JsonProcessingException e) {
            throw new IOException("The file " + file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
