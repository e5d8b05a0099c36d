package org.videoaction.campaign;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of a part of the campaign.
 *
 * @param line the figures
 * @param broken the promises that were not kept, each with how it was seen
 */
record Figures(String line, List<String> broken) {

    Figures {
        broken = List.copyOf(broken);
        System.out.println(line);
        broken.forEach(promise -> System.out.println(indented(promise)));
    }

    private static String indented(String promise) {
        return "  BROKEN: " + promise.strip().replace("\n", "\n    ");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(line));
        broken.forEach(promise -> lines.add(indented(promise)));
        return lines;
    }
}
