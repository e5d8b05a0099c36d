package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.videoaction.data.sampling.Span;

/**
 * The videos of a dataset, most with labels.
 *
 * @param classes the class names by index
 */
public record DatasetList(List<ListedVideo> videos, List<String> classes) {

    /**
     * Reads a list. Where {@code classFile} is null the list itself names the classes: index i is called "i", names
     * come in the order of the alphabet.
     *
     * @param list a file or, for {@link ListFormat#FOLDERS} and {@link ListFormat#FOLDER}, a folder
     * @param root what the list's paths are relative to, or null for the list's own folder
     * @param classFile a class name a line; a JSON object of indices by names; or null
     * @throws IOException when lines are wrong, which it names with the reasons, or when a file cannot be read or is empty
     */
    public static DatasetList read(ListFormat format, Path list, Path root, Path classFile) throws IOException {
        List<Entry> entries = format.entries(list);
        Path folder = root == null ? folder(list) : root.toAbsolutePath();
        return classFile == null
            ? of(list, entries, folder,
                ClassNames.ofLabels(entries.stream().flatMap(entry -> entry.labels().stream()).toList()), "")
            : of(list, entries, folder, format.classes(classFile), " of " + classFile.getFileName());
    }

    /**
     * Reads a list of videos of given classes, with paths relative to its own folder.
     *
     * @param classes the names by index
     * @throws IOException when lines are wrong, as where a label is none of the classes, or when the list cannot be read
     */
    public static DatasetList read(ListFormat format, Path list, List<String> classes) throws IOException {
        return of(list, format.entries(list), folder(list), ClassNames.named(classes), "");
    }

    private static Path folder(Path list) {
        return list.toAbsolutePath().getParent();
    }

    private static DatasetList of(Path list, List<Entry> entries, Path folder, ClassNames classes, String source)
        throws IOException {
        Problems problems = new Problems(list);
        List<ListedVideo> videos = new ArrayList<>();
        for (Entry entry : entries) {
            List<String> labels = new ArrayList<>();
            for (String label : entry.labels()) {
                labels.add(classes.of(label));
                if (classes.of(label) == null) {
                    problems.add(entry.line(), "the label " + label + " is outside the " + classes.names().size()
                        + " classes" + source);
                }
            }
            videos.add(new ListedVideo(folder.resolve(entry.path()).normalize(),
                entry.label() == null ? null : classes.of(entry.label()),
                labels.stream().filter(Objects::nonNull).distinct().toList(), entry.span(), entry.frames(),
                entry.split()));
        }
        problems.throwIfAny();
        return new DatasetList(List.copyOf(videos), List.copyOf(classes.names()));
    }

    /** An entry as the list words it. */
    record Entry(int line, String path, String label, List<String> labels, Span span, int frames,
        String split) {

        static Entry of(int line, String path, List<String> labels) {
            return new Entry(line, path, labels.get(0), labels, null, 0, null);
        }
    }
}
