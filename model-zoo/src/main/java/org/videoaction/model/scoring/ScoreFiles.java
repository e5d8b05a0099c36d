package org.videoaction.model.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.videoaction.data.FileProblem;
import org.videoaction.data.WholeFile;
import org.videoaction.data.list.Classes;

/**
 * The scores of videos as files for other programs: {@code scores.arrow}, {@code scores.csv} and {@code scores.json}, each
 * with a row a video, written while videos are scored. In Arrow's the probabilities are a fixed-size list of 32-bit floats and
 * the schema's metadata {@code classes} has the class names as JSON; in CSV (RFC 4180) each class has a column.
 */
public final class ScoreFiles {

    private final Path folder;
    private final Classes classes;

    /** @param classes the class names, in the order of the probabilities */
    public ScoreFiles(Path folder, Classes classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /** Makes scores. */
    @FunctionalInterface
    public interface Scoring {

        /** Hands over a score a video; may throw to give up. */
        void into(ScoreSink sink) throws IOException;
    }

    /**
     * Writes the files.
     *
     * @throws IOException when a file cannot be written, or what the scoring throws; then no file is there, or all are as they
     *     were before
     */
    public void write(Scoring scoring) throws IOException {
        Files.createDirectories(folder);
        Path arrowFile = folder.resolve("scores.arrow");
        Path csvFile = folder.resolve("scores.csv");
        Path jsonFile = folder.resolve("scores.json");
        try {
            WholeFile.write(arrowFile, arrowOut -> WholeFile.write(csvFile, csvOut -> WholeFile.write(jsonFile, jsonOut -> {
                try (ArrowScores arrow = new ArrowScores(arrowOut, classes)) {
                    CsvScores csv = new CsvScores(csvOut, classes);
                    JsonScores json = new JsonScores(jsonOut, classes);
                    scored(scoring, score -> {
                        write(arrowFile, arrow, score);
                        write(csvFile, csv, score);
                        write(jsonFile, json, score);
                    });
                    json.end();
                    arrow.end();
                }
            })));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What goes wrong there is no fault of the file that is being written. */
    private static void scored(Scoring scoring, ScoreSink sink) {
        try {
            scoring.into(sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, ScoreSink sink, VideoScore score) throws IOException {
        try {
            sink.take(score);
        } catch (IOException e) {
            throw FileProblem.writing(file, e);
        }
    }

    static String prediction(VideoScore score, Classes classes) {
        return score.probabilities() == null ? null : classes.name(score.best());
    }
}
