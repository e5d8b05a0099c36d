package org.videoaction.data.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One line of an expectations.csv beside odd and broken files. */
record EdgeVideo(Path file, String decodable, int width, int height, int rotation, int frames, double fps,
    String codec) {

    private static final Pattern FIELD = Pattern.compile("(\"[^\"]*\"|[^,]*)(,|$)");

    private static final Path OWN = Path.of(System.getProperty("project.root", ".."), "tests", "videos-edge");

    /** All lines of the folder that the system property {@code videos.edge} names, else of the project's own. */
    static Stream<EdgeVideo> all() {
        return all(Path.of(System.getProperty("videos.edge", OWN.toString())), line -> true);
    }

    private static Stream<EdgeVideo> all(Path folder, Predicate<String> wanted) {
        Path expectations = folder.resolve("expectations.csv");
        if (!Files.isReadable(expectations)) {
            return Stream.empty();
        }
        try {
            List<EdgeVideo> videos = Files.readAllLines(expectations).stream().skip(1).filter(line -> !line.isBlank())
                .filter(wanted).map(line -> parse(folder, line)).toList();
            return videos.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<EdgeVideo> decodableOnes() {
        return all().filter(video -> !video.decodable.equals("no"));
    }

    /** A video of the project's own folder, also where the names of others have letters that the computer's language lacks. */
    static EdgeVideo named(String name) {
        return all(OWN, line -> line.startsWith(name + ",")).findFirst().orElseThrow();
    }

    private static EdgeVideo parse(Path folder, String line) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(line);
        while (fields.size() < 8 && matcher.find()) {
            fields.add(matcher.group(1).replace("\"", ""));
        }
        return new EdgeVideo(folder.resolve(fields.get(0)), fields.get(1), number(fields.get(2)),
            number(fields.get(3)), number(fields.get(4)), number(fields.get(5)), ratio(fields.get(6)), fields.get(7));
    }

    private static int number(String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static double ratio(String text) {
        String[] parts = text.split("/");
        return parts.length < 2 ? 0 : Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
