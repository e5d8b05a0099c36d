package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The videos of a folder and of the folders in it, to be found by the ids that lists have in the place of file names. */
final class VideoFolder {

    private static final int DEPTH = 2;
    private static final int YOUTUBE_ID = 11;

    private final Path folder;
    private final Map<String, Path> videos = new HashMap<>();

    private VideoFolder(Path folder) {
        this.folder = folder;
    }

    /** Looks into a folder, which need not exist; what may not be read in it is passed over. */
    static VideoFolder of(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH,
            new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && VideoNames.isVideo(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException problem) {
                    return FileVisitResult.CONTINUE;
                }
            });
        VideoFolder videos = new VideoFolder(folder);
        found.sort(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
        found.forEach(file -> videos.videos.putIfAbsent(VideoNames.withoutExtension(file.getFileName().toString()), file));
        return videos;
    }

    /** Names without extensions. */
    Map<String, Path> byName() {
        return videos;
    }

    /** ActivityNet's tools call the video of an id v_ID.mp4, others ID.mp4. */
    Path ofId(String id) {
        String name = VideoNames.withoutExtension(id);
        return Stream.of("v_" + name, name).map(videos::get).filter(file -> file != null).findFirst().orElseGet(
            () -> folder.resolve((name.length() == YOUTUBE_ID ? "v_" : "") + VideoNames.mp4(id)).normalize());
    }
}
