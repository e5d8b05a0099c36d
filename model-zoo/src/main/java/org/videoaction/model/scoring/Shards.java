package org.videoaction.model.scoring;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.list.Classes;

/** All shards of a list, whose scores are together those of the list, to the last bit. */
public final class Shards implements Closeable {

    private static final int NAMED = 10;

    private final List<ShardFile> files;

    private Shards(List<ShardFile> files) {
        this.files = files;
    }

    /**
     * Scores a shard into a file of its name. Nothing is asked of the processes that score the others.
     *
     * @param scorer keeps scores in a folder
     * @param whole the clips of all of the list
     * @param part those of the shard
     * @param folder of the shards' files
     * @param sink hears of each score too
     * @throws IOException when the file cannot be written, and as {@link LoadedScorer#score} does
     */
    public static ScoringReport score(LoadedScorer scorer, Shard shard, ClipSource whole, ClipSource part, Path folder,
        Progress progress, ScoreSink sink) throws IOException {
        Files.createDirectories(folder);
        ScoringReport[] report = new ScoringReport[1];
        ShardFile.Head head = new ShardFile.Head(shard, whole.size() / whole.spec().views(), scorer.work(whole).ofList(),
            whole.spec().classes());
        ShardFile.write(folder.resolve(shard.name() + ShardFile.ENDING), head,
            file -> report[0] = scorer.score(part, progress, clip -> {}, score -> {
                file.take(score);
                sink.take(score);
            }));
        return report[0];
    }

    /**
     * Opens the shards of a list.
     *
     * @param places their files, or folders of them
     * @throws IOException when they are not all shards of one list, each once and whole; the message names what is wrong
     */
    public static Shards open(List<Path> places) throws IOException {
        Map<Integer, ShardFile> shards = new TreeMap<>();
        List<ShardFile> opened = new ArrayList<>();
        try {
            for (Path file : files(places)) {
                ShardFile shard = ShardFile.open(file);
                opened.add(shard);
                checkAlike(opened.get(0), shard);
                ShardFile other = shards.putIfAbsent(shard.head().shard().number(), shard);
                if (other != null) {
                    throw new IOException("The shard " + shard.head().shard().number() + " of " + shard.head().shard().of()
                        + " is there twice: " + other.file() + " and " + file + ".");
                }
            }
            checkAll(shards, places);
            return new Shards(List.copyOf(shards.values()));
        } catch (IOException | RuntimeException e) {
            for (ShardFile file : opened) {
                file.close();
            }
            throw e;
        }
    }

    private static List<Path> files(List<Path> places) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (DirectoryStream<Path> all = Files.newDirectoryStream(place, "shard-*-of-*" + ShardFile.ENDING)) {
                    List<Path> found = new ArrayList<>();
                    all.forEach(found::add);
                    found.sort(null);
                    files.addAll(found);
                }
            } else {
                files.add(place);
            }
        }
        return files;
    }

    private static void checkAlike(ShardFile first, ShardFile other) throws IOException {
        Map<String, String> work = new TreeMap<>(first.head().work());
        Map<String, String> others = other.head().work();
        work.keySet().removeIf(name -> work.get(name).equals(others.get(name)));
        List<String> different = new ArrayList<>(work.keySet());
        if (different.isEmpty() && first.head().shard().of() != other.head().shard().of()) {
            different.add("the number of shards");
        }
        if (!different.isEmpty()) {
            throw new IOException(
                "The shards " + first.file() + " and " + other.file() + " are of different work; different: "
                    + String.join(", ", different) + ".");
        }
    }

    private static void checkAll(Map<Integer, ShardFile> shards, List<Path> places) throws IOException {
        if (shards.isEmpty()) {
            throw new IOException("There is no shard in " + places.stream().map(Path::toString)
                .collect(Collectors.joining(", ")) + "; the command score makes them with its option --shard.");
        }
        int all = shards.values().iterator().next().head().shard().of();
        List<Integer> missing = IntStream.rangeClosed(1, all).filter(number -> !shards.containsKey(number)).boxed().toList();
        if (!missing.isEmpty()) {
            throw new IOException("Of " + all + " shards, " + missing.size() + (missing.size() == 1 ? " is" : " are")
                + " missing: " + missing.stream().limit(NAMED).map(number -> new Shard(number, all).name())
                    .collect(Collectors.joining(", "))
                + (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "")
                + ". They are not scored yet, or not whole.");
        }
    }

    /** The classes of the model that scored them. */
    public Classes classes() {
        return files.get(0).head().classes();
    }

    /** How many videos the list has. */
    public int videos() {
        return files.get(0).head().videos();
    }

    /** Hands over all scores in the order of the list, once. */
    public void into(ScoreSink sink) throws IOException {
        for (int video = 0; video < videos(); video++) {
            sink.take(files.get(video % files.size()).next());
        }
    }

    @Override
    public void close() throws IOException {
        for (ShardFile file : files) {
            file.close();
        }
    }
}
