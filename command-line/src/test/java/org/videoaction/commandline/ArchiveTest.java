package org.videoaction.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** Unpacks the archive, in a folder with a blank in its name, and runs the program inside. */
@Tag("archive")
class ArchiveTest {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    @TempDir
    private static Path temporary;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        Path archive = Path.of(System.getProperty("archive"));
        Path folder = Files.createDirectory(temporary.resolve("a folder"));
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", !WINDOWS));
            Stream<Path> files = Files.walk(zip.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(file.toString().substring(1));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                if (!WINDOWS && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE)) {
                    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(file));
                }
            }
        }
        home = folder.resolve(archive.getFileName().toString().replace(".zip", ""));
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve(WINDOWS ? "bin/videoaction.bat" : "bin/videoaction")
            .toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(temporary.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void listsTheNetworks() throws Exception {
        assertThat(run("networks").lines()).containsExactlyElementsOf(ModelZoo.table().lines().toList());
    }

    @Test
    void saysItsVersion() throws Exception {
        assertThat(home).hasFileName("videoaction-" + run("--version").strip().replace("videoaction ", ""));
    }

    @Test
    void predictsByAModelAndAVideoWithoutAWarning() throws Exception {
        new MotionVideos(1, 1, 7).write(temporary);
        Path model = temporary.resolve("model.zip");
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slow-8x8-r50").architecture(8, 2),
            new VideoModel.Input(8, 32, 32, 1), Classes.of("stands", "spins"), 3), model);
        List<String> printed = run("predict", "model.zip", "test/spin_0.mp4").lines()
            .filter(line -> !line.matches(" *\\d+%  .*")).toList();
        assertThat(printed).hasSize(5).satisfies(lines -> {
            assertThat(lines.get(1)).isEqualTo("test/spin_0.mp4");
            assertThat(lines.subList(2, 4)).allMatch(line -> line.matches("  [01]\\.\\d{4}  (stands|spins)"));
            assertThat(lines.get(4)).startsWith("1 videos in");
        });
    }

    @Test
    void everyLibraryInsideHasItsLicenceNamed() throws IOException {
        String notices = Files.readString(home.resolve("THIRD-PARTY-NOTICES"));
        assertThat(home.resolve("LICENSE")).exists();
        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries.map(library -> library.getFileName().toString())
                .filter(name -> !name.matches("(data-readers|model-zoo|command-line)(-[\\d.]+)?\\.jar"))
                .filter(name -> !name.matches("(javacpp|ffmpeg|pytorch-native-cpu)-[a-z]+-\\w+\\.jar")))
                .hasSizeGreaterThan(15).allMatch(name -> notices.contains("\n" + name + " "));
        }
    }
}
