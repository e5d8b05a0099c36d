package org.videoaction.knime.io;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.knime.core.data.DataCell;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSConnection;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.data.location.FSLocationValue;
import org.videoaction.data.FilePath;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Progress;
import org.videoaction.data.video.VideoCache;
import org.videoaction.data.video.VideoCopies;
import org.videoaction.data.video.VideoException;
import org.videoaction.knime.preferences.VideosPreference;
import org.videoaction.knime.table.TableRow;

/**
 * Where the videos lie that a node's tables name: on this machine, or on a Hub, a server, in a workflow there or behind an
 * address, of which they are copied here when they are read. A video that cannot be had is a broken one, which readers report
 * as any other.
 */
public final class VideoPlaces implements VideoCopies {

    private static final String SCHEME = "knime";
    static final String ADDRESS = SCHEME + "://";
    /** Milliseconds until a server has answered. */
    private static final String PATIENCE = "30000";
    private static final long MEGABYTE = 1_000_000;

    private final Supplier<VideoCache> cache;
    private final Map<Path, FSLocation> elsewhere = new ConcurrentHashMap<>();
    private final Map<Path, String> lost = new ConcurrentHashMap<>();
    private final Map<String, Long> copying = new ConcurrentHashMap<>();
    /** What relative paths start from where that is on a server. */
    private final Set<String> remote = ConcurrentHashMap.newKeySet();

    /** Copies go where preferences and environment say. */
    public VideoPlaces() {
        this(VideosPreference::cache);
    }

    VideoPlaces(Supplier<VideoCache> cache) {
        this.cache = cache;
    }

    /**
     * A video.
     *
     * @param path what readers are given, together with this
     * @param name what tables call it, from which it is found again
     */
    public record Place(Path path, String name) {

        private static Place of(Path path) {
            return new Place(path, path.toString());
        }
    }

    /** The video that a row names; a row without a path stands for a file that does not exist. */
    public Place of(TableRow row, String column) {
        DataCell cell = row.cell(column);
        if (cell.isMissing()) {
            return Place.of(Path.of(""));
        }
        return cell instanceof FSLocationValue location ? of(location.getFSLocation())
            : of(((StringValue) cell).getStringValue());
    }

    /** What tables call the video that a row names; null where the row has no path. */
    public String name(TableRow row, String column) {
        return row.cell(column).isMissing() ? null : of(row, column).name();
    }

    /**
     * The first row of each video, and all rows without a path: a table of segments names a video once for each, but what is
     * found in the video is found in all of it.
     */
    public List<TableRow> videos(BufferedDataTable table, String column) {
        Set<String> named = new HashSet<>();
        List<TableRow> rows = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            String name = name(row, column);
            if (name == null || named.add(name)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The last part of what a table calls a video, as people write it. */
    public static String fileName(String name) {
        return String.valueOf(FilePath.of(pathOfAddress(name).orElse(name)).getFileName());
    }

    private static Optional<String> pathOfAddress(String name) {
        try {
            URI address = new URI(name);
            return Optional.ofNullable(address.getRawAuthority()).map(there -> address.getPath());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Place of(String text) {
        return text.startsWith(ADDRESS) ? elsewhere(new FSLocation(FSCategory.CUSTOM_URL, PATIENCE, text))
            : Place.of(FilePath.of(text));
    }

    private Place of(FSLocation location) {
        return switch (location.getFSCategory()) {
            case LOCAL -> Place.of(FilePath.of(location.getPath()).toAbsolutePath());
            case RELATIVE -> relative(location);
            case CONNECTED -> lost(location, "lies in the file system of a connection, which is not known here; KNIME's "
                + "Transfer Files brings it to this machine");
            default -> elsewhere(location);
        };
    }

    /** One of a workflow on a server is copied once only to find that out. */
    private Place relative(FSLocation location) {
        String start = location.getFileSystemSpecifier().orElse("");
        if (remote.contains(start)) {
            return elsewhere(location);
        }
        try {
            Optional<Path> path = LocalFile.relative(location);
            if (path.isPresent()) {
                return Place.of(path.get());
            }
            remote.add(start);
            return elsewhere(location);
        } catch (InvalidPathException e) {
            return FilePath.needsLanguage(e) ? Place.of(FilePath.of(e.getInput()))
                : lost(location, "is not a path: " + e.getReason());
        } catch (IOException e) {
            return lost(location, FileProblem.message(e));
        }
    }

    private Place elsewhere(FSLocation location) {
        Place place = named(location);
        elsewhere.put(place.path(), location);
        return place;
    }

    private Place lost(FSLocation location, String reason) {
        Place place = named(location);
        lost.put(place.path(), reason);
        return place;
    }

    private static Place named(FSLocation location) {
        String name = name(location);
        return new Place(FilePath.of(name), name);
    }

    /** What tables call a file of another place: its address, where it has one. */
    static String name(FSLocation location) {
        String place = location.getFileSystemSpecifier().orElse("");
        return switch (location.getFSCategory()) {
            case CUSTOM_URL -> location.getPath();
            case RELATIVE, MOUNTPOINT -> address(place, location.getPath()).orElse(location.toString());
            default -> location.toString();
        };
    }

    private static Optional<String> address(String place, String path) {
        try {
            return Optional.of(new URI(SCHEME, place, path.startsWith("/") ? path : "/" + path, null, null).toString());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public Path here(Path video) throws VideoException {
        FSLocation location = elsewhere.get(video);
        if (location == null) {
            checkFound(video);
            return video;
        }
        String name = name(location);
        try {
            return copy(location, bytes -> copying.put(name, bytes));
        } finally {
            copying.remove(name);
        }
    }

    /** Copies a video that lies elsewhere before it is read. */
    public void fetch(Path video, Progress progress) throws VideoException {
        FSLocation location = elsewhere.get(video);
        if (location != null) {
            String name = name(location);
            copy(location, bytes -> progress.report(0, copied(name, bytes)));
        }
    }

    private Path copy(FSLocation location, LongConsumer whileCopying) throws VideoException {
        String name = name(location);
        try (FSConnection connection = LocalFile.connection(location)) {
            Path original = connection.getFileSystem().getPath(location);
            if (Files.isDirectory(original)) {
                throw new VideoException(name, "is a folder on a server; frames are read where they lie, on this machine");
            }
            return cache.get().copy(name, original, whileCopying);
        } catch (VideoException | CancellationException e) {
            throw e;
        } catch (IOException e) {
            throw new VideoException(name, "cannot be copied from where it lies: " + FileProblem.message(e));
        } catch (RuntimeException e) {
            // of the file system of any extension
            throw new VideoException(name, "cannot be copied from where it lies: " + e);
        }
    }

    private void checkFound(Path video) throws VideoException {
        String reason = lost.get(video);
        if (reason != null) {
            throw new VideoException(video, reason);
        }
    }

    /** For who reads the videos again at any time, when copies may be gone: nothing but what lies on this machine. */
    public VideoCopies inPlace() {
        return video -> {
            checkFound(video);
            if (elsewhere.containsKey(video)) {
                throw new VideoException(video,
                    "lies on a server; on demand, clips come from videos of this machine alone: keep "
                        + "the clips in a file, or bring the video here with KNIME's Transfer Files");
            }
            return video;
        };
    }

    /** Progress that says what is being copied, too. */
    public Progress watched(Progress progress) {
        return (fraction, message) -> progress.report(fraction, copying.entrySet().stream().findFirst()
            .map(one -> message + "; " + copied(one.getKey(), one.getValue())).orElse(message));
    }

    private static String copied(String name, long bytes) {
        return "Copying " + name + ", " + bytes / MEGABYTE + " MB";
    }
}
