package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;

/** File names with umlauts where the system's language has none, in a process of its own: neither LANG nor LC_ALL is set. */
@EnabledOnOs(OS.LINUX)
class WithoutLanguageTest {

    private static final String UMLAUT = "d\u00e9roule.gif";

    @TempDir
    private Path folder;

    /** What is run without a language: prints what a list says of its videos, and what becomes of each. */
    static final class Program {

        private Program() {
        }

        public static void main(String[] arguments) {
            try {
                for (ListedVideo video : DatasetList
                    .read(ListFormat.valueOf(arguments[0]), Path.of(arguments[1]), null, null)
                    .videos()) {
                    VideoReport report = new VideoProbe(VideoLimits.DEFAULT).scan(video.video());
                    System.out.println(report.status() + " " + video.video() + " " + report.reason());
                }
            } catch (IOException e) {
                System.out.println("REFUSED " + e.getMessage());
            }
        }
    }

    /** Only a language that has the letters can make such files. */
    @BeforeEach
    void write() throws IOException {
        assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(UMLAUT));
        for (String name : List.of("ascii.gif", UMLAUT)) {
            // the smallest picture: one pixel
            Files.write(folder.resolve(name),
                new byte[] {'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0, 0, 0, ',', 0, 0, 0, 0, 1, 0,
                    1, 0, 0, 2, 2, 'L', 1, 0, ';'});
        }
    }

    private List<String> run(ListFormat format, Path list) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Program.class.getName(),
            format.name(), list.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), Charset.forName("US-ASCII")).lines()
            .toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return lines;
    }

    private static void assertOneIsUsed(List<String> lines) {
        assertThat(lines).hasSize(2);
        assertThat(lines).filteredOn(line -> line.startsWith("OK")).singleElement().asString().contains("ascii.gif");
        assertThat(lines).filteredOn(line -> line.startsWith("FAILED")).singleElement().asString().contains("roule.gif")
            .contains("LANG").contains("C.UTF-8");
    }

    @Test
    void aVideoOfAFolderWhoseNameCannotBeUsedIsNamedWithTheReason() throws Exception {
        assertOneIsUsed(run(ListFormat.FOLDER, folder));
    }

    @Test
    void aVideoOfAListWhoseNameCannotBeUsedIsNamedWithTheReason() throws Exception {
        assertOneIsUsed(run(ListFormat.PATHS, Files.write(folder.resolve("list.txt"), List.of("ascii.gif", UMLAUT))));
    }

    @Test
    void classesWhoseNamesWouldBecomeOneAreRefused() throws Exception {
        for (String label : List.of("l\u00e4ufer", "l\u00fcufer")) {
            Files.createDirectories(folder.resolve("classes").resolve(label));
            Files.copy(folder.resolve("ascii.gif"), folder.resolve("classes").resolve(label).resolve("a.gif"));
        }
        assertThat(run(ListFormat.FOLDERS, folder.resolve("classes"))).singleElement().asString().startsWith("REFUSED")
            .contains("LANG");
    }
}
