package org.videoaction.model.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A detector of persons and COCO's other classes, which its authors publish as an ONNX file.
 *
 * @param id what people call it, such as {@code yolox-s}
 * @param title for people
 * @param size of its input in pixels, as published
 * @param accuracy the mean average precision on COCO's validation pictures in percent, as published; empty where it is not
 * @param parameters in 10^6, as published; empty where they are not
 * @param licence that of its weights
 * @param address empty where it is not offered
 * @param problem why it is not offered, empty where it is
 */
public record PublishedDetector(String id, String title, String size, String accuracy, String parameters, String licence,
    URI address, String problem) implements PublishedFile {

    private static final List<PublishedDetector> ALL = read();

    private static List<PublishedDetector> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
            PublishedDetector.class.getResourceAsStream("detectors.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(line -> line.split("\t", -1)).map(fields -> new PublishedDetector(fields[0],
                fields[1], fields[2], fields[3], fields[4], fields[5], URI.create(fields[6]), fields[7])).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that are known, also those that are not offered. */
    public static List<PublishedDetector> all() {
        return ALL;
    }

    /** Those whose weights may be used freely, the smallest first. */
    public static List<PublishedDetector> offered() {
        return ALL.stream().filter(PublishedDetector::isOffered).toList();
    }

    /** Whether a text is meant as the name of one rather than as a file. */
    public static boolean isName(String text) {
        return ALL.stream().anyMatch(detector -> detector.id.equals(text));
    }

    /**
     * The one of a name.
     *
     * @throws IllegalArgumentException when there is none, or it is not offered; the message says why
     */
    public static PublishedDetector named(String id) {
        PublishedDetector found = ALL.stream().filter(detector -> detector.id.equals(id)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no published detector " + id + "; there are "
                + offered().stream().map(PublishedDetector::id).collect(Collectors.joining(", ")) + "."));
        if (!found.isOffered()) {
            throw new IllegalArgumentException("The detector " + found.title + " is not offered: " + found.problem + ".");
        }
        return found;
    }

    public boolean isOffered() {
        return problem.isEmpty();
    }

    /** For lists, for example "YOLOX-S: 40.5 % mAP on COCO, 640 x 640 pixels, Apache-2.0". */
    public String summary() {
        return title + ": " + (accuracy.isEmpty() ? "" : accuracy + " % mAP on COCO, ") + size + " pixels, " + licence;
    }

    @Override
    public String sha256() {
        return "";
    }
}
