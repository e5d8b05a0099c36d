package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.videoaction.data.sampling.Span;

/**
 * The videos of a dataset, most with labels.
 *
 * @param remarks what a person should know of how the list was read
 */
public record DatasetList(List<ListedVideo> videos, Classes classes, List<String> remarks) {

    /** As {@link #read(ListFormat, Path, Path, ClassFile, LabelReading)}, with the classes of a file, or null. */
    public static DatasetList read(ListFormat format, Path list, Path root, Path classFile) throws IOException {
        return read(format, list, root, classFile == null ? null : format.classes(classFile), LabelReading.AUTOMATIC);
    }

    /**
     * Reads a list. Where {@code classes} is null the list itself names the classes: index i is called "i", names come in
     * the order of the alphabet.
     *
     * @param list a file or, for {@link ListFormat#FOLDERS} and {@link ListFormat#FOLDER}, a folder
     * @param root what the list's paths are relative to, or null for the list's own folder
     * @param classes the classes that there are, or null
     * @throws ListException when lines are wrong
     * @throws IOException when a file cannot be read, the list is empty or it is not clear what its labels are
     */
    public static DatasetList read(ListFormat format, Path list, Path root, ClassFile classes, LabelReading reading)
        throws IOException {
        return read(format, list, root, classes, reading, null);
    }

    /** As before, with what stands between the fields of lines, or null to find out. */
    public static DatasetList read(ListFormat format, Path list, Path root, ClassFile classes, LabelReading reading,
        Separator separator) throws IOException {
        ListSource source = new ListSource(list, separator);
        List<Entry> entries = format.entries(source);
        LabelRule rule = LabelRule.of(list, entries.stream().flatMap(entry -> entry.labels().stream()).toList(),
            entries.size(), classes, format.reading(reading));
        Path folder = root == null ? list.toAbsolutePath().getParent() : root.toAbsolutePath();
        Problems problems = new Problems(list);
        List<ListedVideo> videos = new ArrayList<>();
        for (Entry entry : entries) {
            List<String> labels = rule.labels(entry.labels());
            labels.stream().filter(label -> rule.of(label) == null).findFirst()
                .ifPresent(label -> problems.add(entry.line(), rule.problem(label)));
            List<String> names = labels.stream().map(rule::of).filter(Objects::nonNull).distinct().toList();
            videos.add(new ListedVideo(located(folder, entry.path()),
                entry.label() == null || names.isEmpty() ? null
                    : labels.size() < entry.labels().size() ? names.get(0) : rule.of(entry.label()),
                names, entry.span(), entry.frames(), entry.split()));
        }
        problems.throwIfAny();
        source.remarks().addAll(rule.remarks());
        return new DatasetList(List.copyOf(videos), rule.classes(), List.copyOf(source.remarks()));
    }

    /** Back-slashes that stand for no file's name are those of a path from Windows. */
    private static Path located(Path folder, String path) {
        Path file = folder.resolve(path).normalize();
        return path.indexOf('\\') < 0 || Files.exists(file) ? file
            : folder.resolve(path.replace('\\', '/')).normalize();
    }

    /** An entry as the list words it. */
    record Entry(int line, String path, String label, List<String> labels, Span span, int frames,
        String split) {

        static Entry of(int line, String path, List<String> labels) {
            return new Entry(line, path, labels.get(0), labels, null, 0, null);
        }

        static Entry unlabelled(int line, String path) {
            return new Entry(line, path, null, List.of(), null, 0, null);
        }
    }
}
