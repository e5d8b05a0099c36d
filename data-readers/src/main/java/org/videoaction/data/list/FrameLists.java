package org.videoaction.data.list;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Lists with a line for each frame of a video, as PySlowFast has them. */
final class FrameLists {

    private static final int FIELDS = 5;

    private FrameLists() {
    }

    /** A video's frames: their folder, how many there are, and what they show. */
    private static final class Video {

        private final int line;
        private final String folder;
        private final Set<String> labels = new LinkedHashSet<>();
        private int frames;

        Video(int line, String folder) {
            this.line = line;
            this.folder = folder;
        }
    }

    /** {@code original_vido_id video_id frame_id path labels}; the labels of a frame are in quotes, with commas between them. */
    static List<DatasetList.Entry> charades(ListSource source) throws IOException {
        Map<String, Video> videos = new LinkedHashMap<>();
        Problems problems = new Problems(source.path());
        TextFile.forEach(source.path(), line -> {
            try {
                if (!line.text().startsWith("original_vi")) {
                    read(line, videos);
                }
            } catch (IllegalArgumentException e) {
                problems.add(line.number(), e.getMessage());
            }
        });
        problems.throwIfAny();
        if (videos.isEmpty()) {
            throw new IOException("The list " + source.path() + " has no frame.");
        }
        source.remarks().add("Each video has the labels of all of its frames, whichever of them a clip shows.");
        return source.entries(new ArrayList<>(videos.values()), video -> video.line, video -> {
            List<String> labels = List.copyOf(video.labels);
            return List.of(new DatasetList.Entry(video.line, video.folder, labels.isEmpty() ? null : labels.get(0), labels,
                null, video.frames, null));
        });
    }

    private static void read(TextFile.Line line, Map<String, Video> videos) {
        String[] words = line.text().split("\\s+", FIELDS);
        int folderEnd = words.length < FIELDS - 1 ? -1 : words[3].lastIndexOf('/');
        if (folderEnd <= 0 || !words[2].matches("\\d+")) {
            throw new IllegalArgumentException("\"" + line.text()
                + "\" is not a video, its number, a frame, the path of its picture and labels");
        }
        String folder = words[3].substring(0, folderEnd);
        Video video = videos.computeIfAbsent(words[0], name -> new Video(line.number(), folder));
        if (!video.folder.equals(folder)) {
            throw new IllegalArgumentException(
                "the frames of " + words[0] + " lie in " + video.folder + " and in " + folder);
        }
        video.frames++;
        Stream.of(words.length < FIELDS ? new String[0] : words[4].replace("\"", "").split(",")).map(String::strip)
            .filter(label -> !label.isEmpty()).forEach(video.labels::add);
    }
}
