package org.videoaction.model.scoring;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.videoaction.data.list.Classes;

/** Writes scores as comma-separated values (RFC 4180), a column a class. */
final class CsvScores implements ScoreSink {

    private final OutputStream out;
    private final Classes classes;

    CsvScores(OutputStream out, Classes classes) throws IOException {
        this.out = out;
        this.classes = classes;
        List<String> names = new ArrayList<>(List.of("video", "labels", "prediction", "views", "problem"));
        classes.names().forEach(name -> names.add("P (" + name + ")"));
        write(names);
    }

    @Override
    public void take(VideoScore score) throws IOException {
        List<String> values = new ArrayList<>();
        values.add(score.video());
        values.add(String.join(";", score.labels()));
        values.add(ScoreFiles.prediction(score, classes));
        values.add(String.valueOf(score.views()));
        values.add(score.problem());
        for (int c = 0; c < classes.size(); c++) {
            values.add(score.probabilities() == null ? null : String.valueOf(score.probabilities()[c]));
        }
        write(values);
    }

    private void write(List<String> values) throws IOException {
        out.write(values.stream().map(CsvScores::quoted).collect(Collectors.joining(",", "", "\n"))
            .getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String value) {
        return value == null ? ""
            : value.matches("(?s).*[\",\r\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}
