package org.videoaction.model.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.videoaction.data.WholeFile;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;

/** The course of training as CSV, a row an epoch; the file is whole at any time. */
public record HistoryFile(Path file) {

    private static final String HEADER = "epoch,learning_rate,loss,top_1,top_5,validation_loss,validation_top_1,"
        + "validation_top_5,validation_map,seconds\n";
    private static final Validation NONE = new Validation(Double.NaN, Double.NaN, Double.NaN, null);

    /** @param epochs all of them from the first on */
    public void write(List<Epoch> epochs) throws IOException {
        String text = HEADER + epochs.stream().map(HistoryFile::row).collect(Collectors.joining());
        WholeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String row(Epoch epoch) {
        Validation validation = Objects.requireNonNullElse(epoch.validation(), NONE);
        return epoch.number() + Stream
            .of(epoch.rate(), epoch.loss(), epoch.top1(), epoch.top5(), validation.loss(), validation.top1(),
                validation.top5(), Objects.requireNonNullElse(validation.meanAveragePrecision(), Double.NaN),
                epoch.seconds())
            .map(number -> "," + (number.isNaN() ? "" : number)).collect(Collectors.joining()) + "\n";
    }
}
