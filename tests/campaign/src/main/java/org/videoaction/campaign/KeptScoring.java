package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./run score}, which keeps each video that is scored. */
record KeptScoring(Product product) implements Resumable {

    private static final String LINES = "scored.jsonl";

    @Override
    public String name() {
        return "scoring";
    }

    @Override
    public Product.Command command(Path kept, Path out) {
        return product.scoring(out.resolve("temporary"), product.material().model(), product.material().list("test"), kept);
    }

    /** The files of the scores, and the lines: each video has one, also where it went on. */
    @Override
    public List<?> result(Path kept, Path out) throws IOException {
        List<String> result = new ArrayList<>();
        for (String file : List.of("scores.arrow", "scores.csv", "scores.json", LINES)) {
            result.add(Contents.text(kept.resolve(file)));
        }
        return result;
    }

    @Override
    public List<String> done(Path kept) throws IOException {
        String text = text(kept);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @Override
    public boolean isHalf(Path kept) throws IOException {
        return !Contents.unfinished(kept).isEmpty() || !text(kept).isEmpty() && !text(kept).endsWith("\n");
    }

    private static String text(Path kept) throws IOException {
        Path lines = kept.resolve(LINES);
        return Files.exists(lines) ? Contents.text(lines) : "";
    }
}
