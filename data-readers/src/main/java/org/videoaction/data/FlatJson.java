package org.videoaction.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nested JSON as lines of names and values, for people: {@code {"a": {"b": 1}}} is {@code a.b = 1}. */
public final class FlatJson {

    private FlatJson() {
    }

    /** The values in their order, by the names on the way to them with dots between; lists of values are one value. */
    public static Map<String, String> of(JsonNode tree) {
        Map<String, String> lines = new LinkedHashMap<>();
        add("", tree, lines);
        return lines;
    }

    private static void add(String name, JsonNode node, Map<String, String> lines) {
        boolean nested = node.isObject() || node.isArray() && node.size() > 0 && node.get(0).isContainerNode();
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> add(joined(name, field.getKey()), field.getValue(), lines));
        } else if (nested) {
            for (int i = 0; i < node.size(); i++) {
                add(joined(name, String.valueOf(i + 1)), node.get(i), lines);
            }
        } else if (!node.isNull()) {
            lines.put(name, node.isValueNode() ? node.asText() : node.toString());
        }
    }

    private static String joined(String name, String next) {
        return name.isEmpty() ? next : name + "." + next;
    }
}
