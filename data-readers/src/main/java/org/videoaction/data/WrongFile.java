package org.videoaction.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What lies in the place of a file that was meant: pages and pointers that a download left, packed files, pictures.
 *
 * @param what it is, such as "a web page"
 * @param advice what to do about it, empty where there is nothing to say
 */
public record WrongFile(String what, String advice) {

    /** As many bytes tell what a file is. */
    public static final int START = 600;
    private static final int MAX_VISITED = 10_000;
    private static final String AGAIN = "download the file itself again, and sign in where its server wants it";
    private static final String UNPACK = "unpack it and choose the file in it";
    private static final Pattern LFS = Pattern.compile("(?s)version https://git-lfs\\.github\\.com/spec/.*size (\\d+).*");
    private static final Pattern ANNEX = Pattern.compile("(?s)(?:(?:\\.\\./)*\\.git)?/annex/objects/.*");
    private static final Pattern PAGE = Pattern.compile("(?si)<(?:!doctype html|html).*");
    private static final Pattern XML = Pattern.compile("(?si)<(?:\\?xml|error).*");
    private static final Pattern JSON_ANSWER = Pattern.compile("(?s)\\{\\s*\"(?:error|message|detail|status|code)\".*");
    private static final Pattern ANSWER = Pattern
        .compile("(?:<Message>|\"(?:message|error|detail)\"\\s*:\\s*\")([^<\"\\p{Cntrl}]+)");
    /** Packed files and media begin with bytes of their own. */
    private static final List<Beginning> BEGINNINGS = List.of(
        new Beginning(0, "1f8b", "a file packed with gzip", UNPACK),
        new Beginning(0, "425a68", "a file packed with bzip2", UNPACK),
        new Beginning(0, "fd377a585a00", "a file packed with xz", UNPACK),
        new Beginning(0, "28b52ffd", "a file packed with zstd", UNPACK),
        new Beginning(0, "377abcaf271c", "a 7z archive", UNPACK),
        new Beginning(0, "526172211a07", "a RAR archive", UNPACK),
        new Beginning(257, "7573746172", "a tar archive", UNPACK),
        new Beginning(0, "504b0304", "a zip", ""),
        new Beginning(0, "89504e47", "a picture (PNG)", ""),
        new Beginning(0, "ffd8ff", "a picture (JPEG)", ""),
        new Beginning(0, "47494638", "a picture (GIF)", ""),
        new Beginning(4, "66747970", "a video (MP4)", ""),
        new Beginning(0, "1a45dfa3", "a video (Matroska or WebM)", ""),
        new Beginning(8, "41564920", "a video (AVI)", ""),
        new Beginning(8, "57454250", "a picture (WebP)", ""),
        new Beginning(0, "25504446", "a PDF document", ""),
        new Beginning(0, "894844460d0a", "an HDF5 file, as Keras keeps weights", ""),
        new Beginning(0, "4152524f5731", "an Arrow table, as clip tables are", ""),
        new Beginning(0, "7f454c46", "a program", ""),
        new Beginning(0, "4d5a", "a program", ""));

    /** Bytes at a place that tell what a file is. */
    private record Beginning(int place, String hexadecimal, String what, String advice) {

        boolean fits(byte[] start) {
            for (int i = 0; i < hexadecimal.length() / 2; i++) {
                int wanted = Integer.parseInt(hexadecimal, 2 * i, 2 * i + 2, 16);
                if (place + i >= start.length || (start[place + i] & 0xff) != wanted) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Looks whether there is a file to read.
     *
     * @throws IOException when there is none, it is a folder or may not be read; the message is a sentence for the person who
     *     named it
     */
    public static void checkThere(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; a file is needed there." + (isUnpacked(file)
                ? " It holds what was in an archive: choose the .pth or .zip itself, or pack the folder again." : ""));
        }
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            Path target = Files.readSymbolicLink(file);
            throw new IOException("The file " + file + " is a link to " + target + ", which is not there."
                + (target.toString().contains("annex") ? " Run git annex get in its repository." : ""));
        }
        if (!Files.isRegularFile(file)) {
            String problem = FileProblem.message(new NoSuchFileException(file.toString()));
            throw new IOException(problem.contains("permission") ? problem : "There is no file " + file + ".");
        }
        if (!Files.isReadable(file)) {
            throw new IOException("There is no permission to read " + file + ".");
        }
    }

    /** Whether the parts of torch's files or of our models lie in a folder; not all of a large one is looked at. */
    private static boolean isUnpacked(Path folder) {
        try (Stream<Path> inside = Files.walk(folder, 2)) {
            return inside.limit(MAX_VISITED).anyMatch(path -> path.endsWith("data.pkl") || path.endsWith("model.json"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** What a file is by its first bytes; nothing where they do not tell. */
    public static Optional<WrongFile> of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(START);
        }
        String text = new String(start, StandardCharsets.UTF_8);
        Optional<WrongFile> known = text(text).or(() -> answerInJson(text.strip()));
        return known.isPresent() ? known : BEGINNINGS.stream().filter(beginning -> beginning.fits(start)).findFirst()
            .map(beginning -> new WrongFile(beginning.what(), beginning.advice()));
    }

    /** What a text is that is neither a list nor names; nothing where that cannot be said. */
    public static Optional<WrongFile> text(String text) {
        String start = text.substring(0, Math.min(START, text.length())).strip();
        Matcher lfs = LFS.matcher(start);
        if (lfs.matches()) {
            return Optional.of(new WrongFile("a pointer of Git LFS to a file of " + lfs.group(1) + " bytes",
                "run git lfs pull in its repository, or download the file itself"));
        }
        if (ANNEX.matcher(start).matches()) {
            return Optional.of(new WrongFile("a pointer of git-annex", "run git annex get in its repository"));
        }
        return PAGE.matcher(start).matches() ? Optional.of(new WrongFile("a web page (HTML)", AGAIN))
            : XML.matcher(start).matches() ? Optional.of(new WrongFile("an XML text" + answer(start), AGAIN))
                : Optional.empty();
    }

    private static Optional<WrongFile> answerInJson(String start) {
        return JSON_ANSWER.matcher(start).matches()
            ? Optional.of(new WrongFile("a server's answer in JSON" + answer(start), AGAIN)) : Optional.empty();
    }

    /** What a server says in place of the file. */
    private static String answer(String text) {
        Matcher answer = ANSWER.matcher(text);
        return answer.find() ? " that says \"" + answer.group(1).strip() + "\"" : "";
    }

    /** Both, as the end of a sentence that begins with what is wrong. */
    @Override
    public String toString() {
        return advice.isEmpty() ? what : what + "; " + advice;
    }
}
