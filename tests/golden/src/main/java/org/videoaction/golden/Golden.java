package org.videoaction.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What other programs computed, in the folder that the system property {@code golden} names: the project's own, or another
 * of the same form. A file may be there as it is or compressed, with the ending .gz.
 */
public final class Golden {

    private static final Path OWN = Path.of(System.getProperty("project.root", ".."), "tests", "golden");
    private static final Path FOLDER = Path.of(System.getProperty("golden", OWN.toString()));
    /** A folder with the cases of networks of full size, which the project's own lacks. */
    private static final Path FULL_SIZE = Path.of(System.getProperty("golden.full", "absent"));
    /** Golden data of X3D and R(2+1)D, of which the project's own folder has the small cases. */
    private static final Path SECOND = Path.of(System.getProperty("golden2", "absent"));
    private static final String PARITY = "parity";
    private static final String COMPRESSED = ".gz";

    private Golden() {
    }

    /** The file of that name in the folder, else in that of the second data, as {@link #plain}. */
    public static Path file(String name) {
        return stored(name).findFirst().orElse(FOLDER.resolve(name));
    }

    /** The files of that name, of both data. */
    public static List<Path> files(String name) {
        return stored(name).toList();
    }

    private static Stream<Path> stored(String name) {
        return Stream.of(FOLDER, SECOND).map(folder -> plain(folder.resolve(name))).filter(Files::exists);
    }

    /** The names of the files in a folder of both data, sorted; none where it is absent. */
    public static List<String> names(String folder) {
        return Stream.of(FOLDER, SECOND).flatMap(data -> children(data.resolve(folder)).stream())
            .map(file -> file.getFileName().toString())
            .map(name -> name.endsWith(COMPRESSED) ? name.substring(0, name.length() - COMPRESSED.length()) : name)
            .sorted().distinct().toList();
    }

    /** Whether the second data are there, of which the project's own folder has the small cases. */
    public static boolean isSecondThere() {
        return Files.isDirectory(SECOND);
    }

    /** The folders of the cases of networks that are held layer by layer. */
    public static List<Path> parityCases() {
        List<Path> cases = new ArrayList<>(children(FOLDER.resolve(PARITY)));
        if (FOLDER.equals(OWN)) {
            children(FULL_SIZE.resolve(PARITY)).stream().filter(Golden::isFullSize).forEach(cases::add);
        }
        List<Path> names = cases.stream().map(Path::getFileName).toList();
        children(SECOND.resolve(PARITY)).stream().filter(folder -> !names.contains(folder.getFileName()))
            .forEach(cases::add);
        return cases;
    }

    /** Whether a case is of a network of full size. */
    public static boolean isFullSize(Path parityCase) {
        return parityCase.getFileName().toString().startsWith("full_");
    }

    /** The file, or a temporary one of the same name where only its compressed form is there. */
    public static Path plain(Path file) {
        Path compressed = file.resolveSibling(file.getFileName() + COMPRESSED);
        if (Files.exists(file) || !Files.exists(compressed)) {
            return file;
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
            Path folder = Files.createTempDirectory("golden");
            folder.toFile().deleteOnExit();
            Path plain = folder.resolve(file.getFileName());
            plain.toFile().deleteOnExit();
            Files.copy(in, plain);
            return plain;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
