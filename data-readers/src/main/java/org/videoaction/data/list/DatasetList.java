package org.videoaction.data.list;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.videoaction.data.FilePath;
import org.videoaction.data.HashIndex;
import org.videoaction.data.PackedList;
import org.videoaction.data.list.ListedVideo.Field;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.FolderFrames;

/**
 * The videos of a dataset, most with labels.
 *
 * @param remarks what a person should know of how the list was read
 */
public record DatasetList(List<ListedVideo> videos, Classes classes, List<String> remarks) {

    private static final Pattern WINDOWS_DRIVE = Pattern.compile("[A-Za-z]:[/\\\\]");

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
        return read(format, list, root, classes, reading, separator, Part.ALL);
    }

    /** As before, one part of the dataset alone where the list says what belongs to it; the classes are those of all parts. */
    public static DatasetList read(ListFormat format, Path list, Path root, ClassFile classes, LabelReading reading,
        Separator separator, Part part) throws IOException {
        Path folder = root == null ? list.toAbsolutePath().getParent() : root.toAbsolutePath();
        ListSource source = new ListSource(list, new VideoPlaces(folder), separator);
        List<Entry> entries = format.entries(source);
        LabelRule rule = LabelRule.of(list, entries.stream().flatMap(entry -> entry.labels().stream()),
            entries.size(), classes, format.reading(reading));
        Function<String, Path> files = format.files(folder);
        Problems problems = new Problems(list);
        List<ListedVideo> videos = ListedVideo.packed();
        for (Entry entry : format.has(Field.SPLIT) ? ofPart(entries, part, source) : entries) {
            List<String> labels = rule.labels(entry.labels());
            if (isOfWindows(entry.path()) && !Files.exists(located(folder, entry.path()))) {
                problems.add(entry.line(),
                    entry.path() + " is a path of a Windows computer, which this is not; list the paths "
                        + "within the folder of videos");
            }
            labels.stream().filter(label -> rule.of(label) == null).findFirst()
                .ifPresent(label -> problems.add(entry.line(), rule.problem(label)));
            List<String> names = labels.stream().map(rule::of).filter(Objects::nonNull).distinct().toList();
            videos.add(new ListedVideo(files.apply(entry.path()),
                entry.label() == null || names.isEmpty() ? null
                    : labels.size() < entry.labels().size() ? names.get(0) : rule.of(entry.label()),
                names, entry.span(), entry.frames(), entry.offset(), entry.split(),
                List.of()));
        }
        problems.throwIfAny();
        source.remarks().addAll(rule.remarks());
        remarkContradictions(videos, source.remarks());
        return new DatasetList(Collections.unmodifiableList(videos), rule.classes(), List.copyOf(source.remarks()));
    }

    private static void remarkContradictions(List<ListedVideo> videos, List<String> remarks) {
        HashIndex labels = new HashIndex();
        HashIndex contradictory = new HashIndex();
        for (ListedVideo video : videos) {
            if (isWhole(video)) {
                long path = HashIndex.key(video.video().toString());
                long shown = HashIndex.key(video.labels());
                if (labels.putIfAbsent(path, shown) != shown) {
                    contradictory.putIfAbsent(path, 0);
                }
            }
        }
        if (contradictory.size() > 0) {
            ListedVideo first = videos.stream().filter(video -> isWhole(video)
                && contradictory.contains(HashIndex.key(video.video().toString()))).findFirst().orElseThrow();
            remarks.add((contradictory.size() == 1 ? "A video is" : contradictory.size() + " videos are")
                + " listed more than once, with different labels: " + first.video().getFileName() + " is "
                + videos.stream().filter(video -> isWhole(video) && video.video().equals(first.video()))
                    .map(ListedVideo::labels).distinct().map(names -> String.join(", ", names))
                    .collect(Collectors.joining(" and "))
                + (contradictory.size() == 1 ? "." : ", for example."));
        }
    }

    private static boolean isWhole(ListedVideo video) {
        return video.span() == null && video.offset() == FolderFrames.ALONE && video.label() != null;
    }

    private static boolean isOfWindows(String path) {
        return File.separatorChar != '\\' && WINDOWS_DRIVE.matcher(path).lookingAt();
    }

    /** The entries of a part; how many others there are is remarked. */
    private static List<Entry> ofPart(List<Entry> entries, Part part, ListSource source) throws IOException {
        List<Entry> kept = new PackedList<>(Entry.FORM);
        entries.stream().filter(entry -> part.holds(entry.split())).forEach(kept::add);
        String others = entries.stream().filter(entry -> !part.holds(entry.split()))
            .collect(Collectors.groupingBy(entry -> entry.split() == null ? "without a part" : entry.split(),
                TreeMap::new, Collectors.counting()))
            .entrySet().stream().map(split -> split.getValue() + " (" + split.getKey() + ")")
            .collect(Collectors.joining(", "));
        if (kept.isEmpty() && !entries.isEmpty()) {
            throw new IOException(
                "The list " + source.path() + " has no video of the part " + part + ", but " + others + ".");
        }
        if (!others.isEmpty()) {
            source.remarks().add("Rows of other parts than " + part + " are passed over: " + others + ".");
        }
        return kept;
    }

    /** Back-slashes that stand for no file's name are those of a path from Windows. */
    static Path located(Path folder, String path) {
        Path file = folder.resolve(FilePath.of(path)).normalize();
        return path.indexOf('\\') < 0 || Files.exists(file) ? file
            : folder.resolve(FilePath.of(path.replace('\\', '/'))).normalize();
    }

    /** An entry as the list words it. */
    record Entry(int line, String path, String label, List<String> labels, Span span, int frames,
        int offset, String split) {

        Entry(int line, String path, String label, List<String> labels, Span span, int frames, String split) {
            this(line, path, label, labels, span, frames, FolderFrames.ALONE, split);
        }

        Entry {
            label = label == null ? null : TextFile.withUsualBlanks(label);
            labels = labels.stream().map(TextFile::withUsualBlanks).toList();
        }

        /** How many entries are packed. */
        static final PackedList.Form<Entry> FORM = new PackedList.Form<>() {

            @Override
            public void write(Entry entry, PackedList.Row row) {
                row.add(entry.path());
                row.add(entry.line());
                row.add(entry.label());
                row.add(entry.labels().size());
                entry.labels().forEach(row::add);
                Span.write(entry.span(), row);
                row.add(entry.frames());
                row.add(entry.offset());
                row.add(entry.split());
            }

            @Override
            public Entry read(PackedList.Row row) {
                String path = row.text();
                int line = row.number();
                String label = row.text();
                List<String> labels = Stream.generate(row::text).limit(row.number()).toList();
                return new Entry(line, path, label, labels, Span.read(row), row.number(), row.number(), row.text());
            }
        };

        static Entry of(int line, String path, List<String> labels) {
            return new Entry(line, path, labels.get(0), labels, null, 0, null);
        }

        static Entry unlabelled(int line, String path) {
            return new Entry(line, path, null, List.of(), null, 0, null);
        }
    }
}
