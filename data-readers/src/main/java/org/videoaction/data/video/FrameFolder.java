package org.videoaction.data.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** A folder of a video's frames, in the order of the numbers in their names. */
final class FrameFolder {

    /** MMAction2's, which counts whatever else there is. */
    private static final FrameNames USUAL = FrameNames.of("img_%05d.jpg");
    /** The optical flow that MMAction2 keeps beside the frames. */
    private static final List<String> FLOW = List.of("flow_x", "flow_y");
    /** Numbered pictures that are so many times fewer than others are no frames. */
    private static final int FEW = 10;
    /** No picture takes more, however badly it is compressed. */
    private static final long BYTES_PER_PIXEL = 4;
    private static final long HEADER_BYTES = 1 << 20;

    private final Path folder;
    private final FrameNames names;
    private final List<Path> frames;
    private final List<Integer> numbers;
    private final int first;
    private final int expected;
    private final List<String> others = new ArrayList<>();

    /** @throws VideoException when there are no frames, it is not clear which, or one is no file or larger than a picture */
    FrameFolder(Path folder, FolderFrames wanted, VideoLimits limits, Deadline deadline) throws VideoException {
        this.folder = folder;
        List<String> files = files(deadline);
        this.names = wanted.names() != null ? wanted.names() : names(files);
        TreeMap<Integer, Path> numbered = new TreeMap<>();
        for (String file : files) {
            OptionalInt number = names.number(file);
            if (number.isPresent()) {
                numbered.put(number.getAsInt(), folder.resolve(file));
            } else if (isPicture(file)) {
                others.add(file);
            }
        }
        TreeMap<Integer, Path> video = numbered.isEmpty() ? numbered : new TreeMap<>(part(numbered, wanted));
        video.values().removeIf(frame -> Files.isRegularFile(frame) && frame.toFile().length() == 0);
        if (video.isEmpty()) {
            throw new VideoException(folder, "is a folder without frames such as "
                + names.name(numbered.isEmpty() ? 1 : numbered.firstKey() + Math.max(0, wanted.offset())));
        }
        this.frames = List.copyOf(video.values());
        this.numbers = List.copyOf(video.keySet());
        this.first = wanted.offset() < 0 ? numbers.get(0) : numbered.firstKey() + wanted.offset();
        this.expected = Math.max(wanted.count(), numbers.get(numbers.size() - 1) - first + 1);
        check(limits, deadline);
    }

    private List<String> files(Deadline deadline) throws VideoException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>();
            for (Path file : (Iterable<Path>) files::iterator) {
                deadline.check();
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    names.add(name);
                }
            }
            return names;
        } catch (IOException | UncheckedIOException e) {
            throw e instanceof VideoException problem ? problem
                : new VideoException(folder, "is a folder that may not be read");
        }
    }

    private static Map<Integer, Path> part(TreeMap<Integer, Path> numbered, FolderFrames wanted) {
        if (wanted.offset() < 0) {
            return numbered;
        }
        long first = (long) numbered.firstKey() + wanted.offset();
        long end = wanted.count() > 0 ? first + wanted.count() : Integer.MAX_VALUE;
        return first > numbered.lastKey() ? Map.of()
            : numbered.subMap((int) first, true, (int) Math.min(end - 1, numbered.lastKey()), true);
    }

    /** The names of most pictures, where they are clearly those of the frames. */
    private FrameNames names(List<String> files) throws VideoException {
        Map<FrameNames, Integer> counts = counts(files);
        if (counts.isEmpty() || counts.containsKey(USUAL)) {
            return USUAL;
        }
        Comparator<FrameNames> most = Comparator.comparing(counts::get);
        List<FrameNames> ranked = counts.keySet().stream().sorted(most.reversed().thenComparing(FrameNames::toString))
            .toList();
        FrameNames best = ranked.get(0);
        Optional<FrameNames> rival = ranked.stream().skip(1).findFirst()
            .filter(second -> counts.get(second) > 1 && counts.get(second) * FEW > counts.get(best));
        if (rival.isPresent() || ranked.size() > 1 && counts.get(best) == 1) {
            FrameNames second = ranked.get(1);
            throw new VideoException(folder, "has frames called " + best + " (" + counts.get(best) + ") and others called "
                + second + " (" + counts.get(second) + "); say which are the video's");
        }
        return best;
    }

    /** How many pictures have each kind of name. */
    private static Map<FrameNames, Integer> counts(List<String> files) {
        Map<List<String>, TreeSet<Integer>> widths = new HashMap<>();
        List<Matcher> pictures = files.stream().map(FrameNames::parts).filter(Matcher::matches)
            .filter(parts -> FLOW.stream().noneMatch(parts.group(1)::startsWith)).toList();
        for (Matcher parts : pictures) {
            TreeSet<Integer> padded = widths.computeIfAbsent(List.of(parts.group(1), parts.group(3)),
                key -> new TreeSet<>());
            if (parts.group(2).startsWith("0") && parts.group(2).length() > 1) {
                padded.add(parts.group(2).length());
            }
        }
        Map<FrameNames, Integer> counts = new HashMap<>();
        for (Matcher parts : pictures) {
            // 100000 follows 99999 in names of five digits, too
            Integer digits = widths.get(List.of(parts.group(1), parts.group(3))).floor(parts.group(2).length());
            counts.merge(new FrameNames(parts.group(1), digits == null ? 1 : digits, parts.group(3)), 1, Integer::sum);
        }
        return counts;
    }

    private static boolean isPicture(String name) {
        return name.matches("(?i).*\\.(jpe?g|png|bmp|webp)");
    }

    private void check(VideoLimits limits, Deadline deadline) throws VideoException {
        long most = limits.maxPixels() * BYTES_PER_PIXEL + HEADER_BYTES;
        for (Path frame : frames) {
            deadline.check();
            if (!Files.isRegularFile(frame)) {
                throw new VideoException(folder, "has " + frame.getFileName() + ", which is not a file");
            }
            if (frame.toFile().length() > most) {
                throw new VideoException(folder, "has " + frame.getFileName() + " of " + frame.toFile().length()
                    + " bytes, more than a frame of " + limits.maxPixels() + " pixels takes");
            }
        }
    }

    /** The pictures that are there. */
    List<Path> frames() {
        return frames;
    }

    /** How many there should be. */
    int expected() {
        return expected;
    }

    /** Which are missing, null where none is. */
    String missing() {
        int missing = expected - frames.size();
        if (missing == 0) {
            return null;
        }
        int gap = 0;
        while (gap < numbers.size() && numbers.get(gap) == first + gap) {
            gap++;
        }
        return names.name(first + gap) + (missing == 1 ? " is" : " and " + (missing - 1) + " more are")
            + " missing or empty";
    }

    /** What of the folder is none of its frames, null where that is nothing. */
    String passedOver() {
        return others.isEmpty() ? null : others.size() + (others.size() == 1 ? " other picture is" : " other pictures are")
            + " passed over (" + others.stream().sorted().findFirst().orElseThrow() + ")";
    }
}
