package org.videoaction.data.video;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the pictures of a folder of frames are called: a number between two texts.
 *
 * @param digits the number has at least so many, zeros before it
 */
public record FrameNames(String before, int digits, String after) {

    /** FFmpeg's and C's way, and Python's, in which MMAction2 words it. */
    private static final Pattern NUMBER = Pattern.compile("%(?:0(\\d))?d|\\{(?::(?:0?(\\d))?d?)?\\}");
    /** What a name must be so that it is a frame's without being told: it ends in a number. */
    private static final Pattern PICTURE = Pattern.compile("(|.*\\D)(\\d{1,9})(\\.(?i:jpe?g|png|bmp|webp))");

    /**
     * @param template such as img_%05d.jpg, img_{:05}.jpg or frame_%d.png
     * @throws IllegalArgumentException when it has not exactly one place for a number
     */
    public static FrameNames of(String template) {
        Matcher number = NUMBER.matcher(template);
        if (!number.find()) {
            throw new IllegalArgumentException(
                "\"" + template + "\" does not say where the frames' names have their number, "
                    + "as img_%05d.jpg does.");
        }
        String digits = number.group(1) != null ? number.group(1) : number.group(2);
        FrameNames names = new FrameNames(template.substring(0, number.start()),
            digits == null ? 1 : Math.max(1, Integer.parseInt(digits)), template.substring(number.end()));
        if (number.find() || template.matches(".*[/\\\\].*")) {
            throw new IllegalArgumentException("\"" + template + "\" is not the name of a picture with one number, as "
                + "img_%05d.jpg is.");
        }
        return names;
    }

    /** The parts of a picture's name that ends in a number: text, number, ending; no match where it is another file. */
    static Matcher parts(String name) {
        return PICTURE.matcher(name);
    }

    /** Whether a folder has a picture whose name ends in a number. */
    public static boolean areIn(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FrameNames::isFrame)) {
            return files.iterator().hasNext();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isFrame(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && parts(name).matches() && Files.isRegularFile(file);
    }

    /** The name of a frame. */
    String name(int number) {
        return before + String.format(Locale.ROOT, "%0" + digits + "d", number) + after;
    }

    /** The number of the frame of this name, if it is one's. */
    OptionalInt number(String name) {
        if (name.length() < before.length() + digits + after.length() || !name.startsWith(before) || !name.endsWith(after)) {
            return OptionalInt.empty();
        }
        String number = name.substring(before.length(), name.length() - after.length());
        if (!number.matches("[0-9]{1,9}") || !name(Integer.parseInt(number)).equals(name)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(number));
    }

    /** The template. */
    @Override
    public String toString() {
        return before + (digits == 1 ? "%d" : "%0" + digits + "d") + after;
    }
}
