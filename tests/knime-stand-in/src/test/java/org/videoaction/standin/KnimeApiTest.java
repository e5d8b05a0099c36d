package org.videoaction.standin;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the stand-in's classes against listings of KNIME's own. */
class KnimeApiTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Pattern NAME = Pattern.compile("(?:class|interface) ([\\w.$]+)");

    private record Listed(String header, Set<String> members) {}

    @Test
    void everyPublicClassAndMemberIsKnimes() throws IOException {
        Map<String, Listed> knime = parse(Files.readAllLines(RESOURCES.resolve("knime-5.8.2-api.txt")));
        List<String> deviations = new ArrayList<>();
        parse(javap()).forEach((name, ours) -> {
            Listed listed = knime.get(name);
            if (!ours.header().contains("public")) {
                return;
            }
            if (listed == null) {
                deviations.add("class not in KNIME: " + name);
            } else if (!listed.header().equals(ours.header())) {
                deviations.add("class differs: " + ours.header() + "\n      from KNIME: " + listed.header());
            } else {
                ours.members().stream().filter(member -> !listed.members().contains(member))
                    .forEach(member -> deviations.add("not in KNIME: " + name + ":" + member));
            }
        });
        assertThat(deviations).as("deviations from KNIME's API").isEmpty();
    }

    private static List<String> javap() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-protected"));
        try (Stream<Path> files = Files.walk(CLASSES.resolve("org/knime"))) {
            files.map(Path::toString).filter(file -> file.matches("(?!.*\\$\\d).*\\.class")).sorted()
                .forEach(arguments::add);
        }
        StringWriter text = new StringWriter();
        ToolProvider.findFirst("javap").orElseThrow().run(new PrintWriter(text), new PrintWriter(text),
            arguments.toArray(String[]::new));
        return text.toString().lines().toList();
    }

    private static Map<String, Listed> parse(List<String> lines) {
        Map<String, Listed> classes = new HashMap<>();
        Listed current = null;
        for (String line : lines) {
            if (line.matches("\\S.*\\{")) {
                Matcher name = NAME.matcher(line);
                name.find();
                current = new Listed(line, new LinkedHashSet<>());
                classes.put(name.group(1), current);
            } else if (line.startsWith(" ")) {
                current.members().add(line);
            }
        }
        return classes;
    }
}
