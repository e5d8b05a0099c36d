package org.videoaction.data.list;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of videos, of some of which a list says an id alone. Folders are listed once each, not asked a video at a time. */
final class VideoPlaces {

    private static final List<String> ENDINGS = List.of(".mp4", ".webm", ".mkv", ".avi", ".mov", ".flv");

    private final Path root;
    private final Map<String, Set<String>> names = new HashMap<>();

    VideoPlaces(Path root) {
        this.root = root;
    }

    /** The file of an id in the first of some folders that has one, else with the usual ending in the first of all. */
    String file(List<String> folders, String id, String usual) {
        return first(folders, withEndings(id, Stream.of(usual)));
    }

    /** The file or the folder of frames of an id. @param usual its ending where there is neither, empty for a folder */
    String fileOrFrames(String id, String usual) {
        return first(List.of(""), withEndings(id, Stream.of(usual, "")));
    }

    private static List<String> withEndings(String id, Stream<String> first) {
        return id.isEmpty() || VideoNames.isVideo(id) ? List.of(id)
            : Stream.concat(first, ENDINGS.stream()).distinct().map(ending -> id + ending).toList();
    }

    private String first(List<String> folders, List<String> files) {
        List<String> paths = folders.stream().flatMap(folder -> files.stream()
            .map(file -> folder.isEmpty() || file.isEmpty() ? file : folder + "/" + file)).toList();
        return paths.stream().filter(this::exists).findFirst().orElse(paths.get(0));
    }

    private boolean exists(String path) {
        int name = path.lastIndexOf('/') + 1;
        return names.computeIfAbsent(path.substring(0, name), this::names).contains(path.substring(name));
    }

    private Set<String> names(String folder) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return Set.of();
        }
    }
}
