package org.videoaction.model.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A libtorch of this machine that is to be used in place of the one that comes along, such as one for GPUs: the folder
 * {@code lib}, with the libraries themselves, of a libtorch or of the Python package torch. What is built on libtorch fits
 * one version alone, and another ends the process while it is loaded; so the version is read first, from the file beside
 * the libraries.
 *
 * @param version for example 2.7.1
 * @param flavor what it computes on, for example cpu or cu128
 */
public record TorchFolder(Path libraries, String version, String flavor) {

    /** The variable of the environment, or of the Java machine, with the folder, as DJL calls it. */
    static final String VARIABLE = "PYTORCH_LIBRARY_PATH";
    /** What pytorch-jni is built for. */
    static final String VERSION = "2.7.1";
    /** The property of the Java machine with the folder of the preferences, which {@link #VARIABLE} goes before. */
    private static final String PREFERRED = "org.videoaction.torch.folder";
    private static final String VERSION_VARIABLE = "PYTORCH_VERSION";
    private static final String LIBRARY = System.mapLibraryName("torch");
    private static final String FLAVORS = "cpu|cu128";
    /** Of libtorch's archives, and of the Python package. */
    private static final List<String> FILES = List.of("build-version", "version.py");
    private static final Pattern NUMBER = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:\\+(\\w+))?");

    /**
     * Takes this folder from the next computation on, unless {@value VARIABLE} is set or libtorch has been loaded.
     *
     * @param folder empty for the libtorch that comes along
     */
    public static void prefer(String folder) {
        System.setProperty(PREFERRED, folder);
    }

    /**
     * Why the libtorch in a folder must not be loaded. Nothing is loaded to find out.
     *
     * @param folder empty for the libtorch that comes along
     */
    public static Optional<String> problem(String folder) {
        try {
            found(folder);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * The folder that the environment names or else the preferences, if they name one.
     *
     * @throws LinkageError when what lies there must not be loaded
     */
    static Optional<TorchFolder> chosen() {
        String wanted = value(VERSION_VARIABLE);
        if (!wanted.isEmpty() && !wanted.equals(VERSION)) {
            // DJL would fetch it
            throw new LinkageError("the variable " + VERSION_VARIABLE + " asks for libtorch " + wanted + "; " + VERSION
                + " alone can be used. Remove the variable");
        }
        return found(isSet(VARIABLE) ? value(VARIABLE) : System.getProperty(PREFERRED, ""));
    }

    private static Optional<TorchFolder> found(String folder) {
        return folder.isBlank() ? Optional.empty() : Optional.of(at(folder.strip()));
    }

    private static boolean isSet(String variable) {
        return System.getenv(variable) != null || System.getProperty(variable) != null;
    }

    private static String value(String variable) {
        String environment = System.getenv(variable);
        return environment == null ? System.getProperty(variable, "").strip() : environment.strip();
    }

    /** @throws LinkageError when the folder holds no libtorch, or one that would end the process */
    static TorchFolder at(String folder) {
        try {
            Path libraries = Path.of(folder);
            if (!Files.isRegularFile(libraries.resolve(LIBRARY))) {
                throw unfit(folder, "holds no " + LIBRARY);
            }
            Matcher number = NUMBER.matcher(versionFile(libraries).orElseThrow(
                () -> unfit(folder, "says nowhere which version it holds (no build-version or version.py is beside it)")));
            if (!number.find()) {
                throw unfit(folder, "does not say which version it holds");
            }
            String flavor = number.group(2) == null ? "cpu" : number.group(2);
            if (!number.group(1).equals(VERSION) || !flavor.matches(FLAVORS)) {
                throw unfit(folder, "holds libtorch " + number.group());
            }
            return new TorchFolder(libraries, number.group(1), flavor);
        } catch (IOException | InvalidPathException e) {
            throw unfit(folder, "cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> versionFile(Path libraries) throws IOException {
        for (Path folder : List.of(libraries, libraries.toAbsolutePath().getParent())) {
            for (String file : FILES) {
                if (Files.isRegularFile(folder.resolve(file))) {
                    return Optional.of(Files.readString(folder.resolve(file)));
                }
            }
        }
        return Optional.empty();
    }

    private static LinkageError unfit(String folder, String problem) {
        return new LinkageError("The folder " + folder + " " + problem + ". Needed is libtorch " + VERSION
            + ", for GPUs built for CUDA 12.8 (cu128); another one is not loaded, because it would end the whole process. "
            + "Name the folder of that version, or none, in the preferences or in the variable " + VARIABLE);
    }

    /** Tells DJL what lies where, as far as nobody else has. */
    void announce() {
        setUnlessSet(VARIABLE, libraries.toString());
        setUnlessSet(VERSION_VARIABLE, version);
        setUnlessSet("PYTORCH_FLAVOR", flavor);
    }

    private static void setUnlessSet(String variable, String value) {
        if (!isSet(variable)) {
            System.setProperty(variable, value);
        }
    }
}
