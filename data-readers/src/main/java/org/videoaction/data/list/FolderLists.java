package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.videoaction.data.FilePath;
import org.videoaction.data.video.FrameNames;

/** Folders in the place of lists; a folder of frames is a video. What is passed over in them is counted and remarked. */
final class FolderLists {

    private FolderLists() {
    }

    static List<DatasetList.Entry> classes(ListSource source) throws IOException {
        Path folder = folder(source);
        PassedOver passedOver = new PassedOver();
        List<DatasetList.Entry> entries = new ArrayList<>();
        for (Path label : sorted(folder)) {
            if (Files.isDirectory(label) && !isHidden(label)) {
                checkName(label);
                for (Path video : videos(label, passedOver)) {
                    entries.add(DatasetList.Entry.of(0, video.toString(), List.of(label.getFileName().toString())));
                }
            } else {
                passedOver.add(label, "beside the folders of the classes");
            }
        }
        if (entries.isEmpty()) {
            throw new IOException("The folder " + folder + " has no folder with videos." + passedOver.sentence());
        }
        passedOver.remark(source.remarks());
        return entries;
    }

    /** Classes whose names look alike once letters are lost would become one. */
    private static void checkName(Path label) throws IOException {
        if (FilePath.needsLanguage(label.getFileName().toString())) {
            throw new IOException("The class " + label.getFileName() + " in " + label.getParent()
                + " has letters in its name "
                + "that cannot be read here: set the environment variable LANG to a language in UTF-8, such as C.UTF-8.");
        }
    }

    static List<DatasetList.Entry> videos(ListSource source) throws IOException {
        Path folder = folder(source);
        PassedOver passedOver = new PassedOver();
        List<DatasetList.Entry> entries = videos(folder, passedOver).stream()
            .map(video -> DatasetList.Entry.unlabelled(0, video.toString())).toList();
        if (entries.isEmpty()) {
            throw new IOException("The folder " + folder + " has no videos." + passedOver.sentence());
        }
        passedOver.remark(source.remarks());
        return entries;
    }

    private static List<Path> videos(Path folder, PassedOver passedOver) throws IOException {
        List<Path> videos = new ArrayList<>();
        for (Path file : sorted(folder)) {
            if (!isHidden(file) && (VideoNames.isVideo(file) && Files.isRegularFile(file)
                || Files.isDirectory(file) && FrameNames.areIn(file))) {
                videos.add(file);
            } else {
                passedOver.add(file, "no videos by their names");
            }
        }
        return videos;
    }

    private static Path folder(ListSource source) throws IOException {
        if (!Files.isDirectory(source.path())) {
            throw new IOException("The folder " + source.path() + " does not exist.");
        }
        return source.path().toAbsolutePath();
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Such as those that macOS leaves on sticks, ._a.mp4. */
    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** What is no video, by the reason. */
    private static final class PassedOver {

        private final Map<String, List<String>> names = new TreeMap<>();

        void add(Path file, String otherwise) {
            String reason = isHidden(file) ? "hidden" : !Files.exists(file) ? "links that lead nowhere"
                : Files.isDirectory(file) ? "folders in folders of videos" : otherwise;
            names.computeIfAbsent(reason, none -> new ArrayList<>()).add(file.getFileName().toString());
        }

        /** A sentence with a blank before it, or nothing. */
        String sentence() {
            return names.isEmpty() ? "" : " Passed over: " + names.entrySet().stream()
                .map(entry -> entry.getValue().size() + " " + entry.getKey() + " (first " + entry.getValue().get(0) + ")")
                .collect(Collectors.joining(", ")) + ".";
        }

        void remark(List<String> remarks) {
            if (!names.isEmpty()) {
                remarks.add(sentence().strip());
            }
        }
    }
}
