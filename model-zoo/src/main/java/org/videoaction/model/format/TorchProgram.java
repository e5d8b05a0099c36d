package org.videoaction.model.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TorchScript file of any program: looked through before libtorch runs it, and whole in memory. */
public final class TorchProgram {

    /** What would write or read files: libtorch has these functions, and no network needs them. */
    private static final Pattern FILES = Pattern.compile("(?<![\\w.])(?:torch|ops\\.aten)\\.(save|from_file|load)\\s*\\(");
    private static final Pattern OTHERS = Pattern
        .compile(
            "(?<![\\w.])ops\\.((?!aten\\b|prim\\b|prims\\b|quantized\\b|prepacked\\b|mkldnn\\b|inductor\\b)\\w+)\\.(\\w+)");
    private static final Pattern TORCHBIND = Pattern.compile("__torch__\\.torch\\.classes\\.(\\w+\\.\\w+)");
    private static final String CODE = "code/";

    private TorchProgram() {
    }

    /** Whether a file is a zip with a program of torch's. */
    public static boolean isOne(Path file) {
        try (Archive zip = new Archive(file)) {
            return zip.names().stream().anyMatch(name -> name.endsWith("constants.pkl"))
                && zip.names().stream().anyMatch(TorchProgram::isCode);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isCode(String name) {
        return (name.startsWith(CODE) || name.contains("/" + CODE)) && name.endsWith(".py");
    }

    /** Whether it says which network it is, as those do that this extension exports. */
    public static boolean saysItsNetwork(Path file) throws IOException {
        try (Archive zip = new Archive(file)) {
            return zip.names().stream().anyMatch(name -> name.endsWith("extra/architecture.json"));
        }
    }

    /**
     * All of a file.
     *
     * @throws IOException when it is damaged, too large, or its program would read or write files or needs operators of other
     *     libraries; the message says what is wrong with it, not which it is
     */
    public static byte[] read(Path file) throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new IOException(
                "it has " + (Files.size(file) >> 20) + " MiB; a TorchScript network is read up to 2048 MiB. "
                    + "Export it in 16-bit numbers");
        }
        try (Archive zip = new Archive(file)) {
            for (String name : zip.names()) {
                if (isCode(name)) {
                    check(StandardCharsets.UTF_8.decode(zip.readOfTorch(name)).toString());
                }
            }
        }
        return Files.readAllBytes(file);
    }

    private static void check(String code) throws IOException {
        Matcher files = FILES.matcher(code);
        if (files.find()) {
            throw new IOException(
                "its program calls torch." + files.group(1) + ", which would reach for files; it is not run");
        }
        Matcher others = OTHERS.matcher(code);
        if (others.find()) {
            throw new IOException("it uses the operator " + others.group(1) + "::" + others.group(2)
                + ", which libtorch does not have; libraries with operators of their own are not loaded. Export it without");
        }
        Matcher bound = TORCHBIND.matcher(code);
        if (bound.find()) {
            throw new IOException(
                "it uses the class " + bound.group(1) + " of a library that is not loaded. Export it without");
        }
    }
}
