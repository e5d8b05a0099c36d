package org.videoaction.knime.learn;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.model.published.ClassNames;
import org.videoaction.model.published.PublishedModel;

/** The catalogue of published files as a table. */
final class PublishedTable {

    static final Columns<PublishedModel> COLUMNS = new Columns<PublishedModel>()
        .with(Column.text("Name"), PublishedModel::id)
        .with(Column.text("Network"), PublishedModel::title)
        .with(Column.text("Program"), PublishedModel::program)
        .with(Column.text("Data set"), model -> ClassNames.title(model.dataset()))
        .with(Column.flag("Offered"), PublishedModel::isOffered)
        .with(CommonColumns.PROBLEM, text(PublishedModel::problem))
        .with(Column.text("Tells"), model -> model.task().name().toLowerCase(Locale.ROOT))
        .with(Column.count("Classes"), model -> model.classes() == 0 ? null : model.classes())
        .with(Column.number("Top-1 (%)"), number(model -> model.accuracy().top1()))
        .with(Column.number("Top-5 (%)"), number(model -> model.accuracy().top5()))
        .with(Column.number("Mean average precision (%)"), number(model -> model.accuracy().meanAveragePrecision()))
        .with(Column.number("GMACs of a view"), PublishedModel::cost)
        .with(Column.number("Parameters (millions)"), number(PublishedModel::parameters))
        .with(CommonColumns.FRAMES, model -> model.input().frames())
        .with(Column.count("Stride"), model -> model.input().stride())
        .with(Column.count("Crop (pixels)"), model -> model.input().width())
        .with(Column.count("Short side (pixels)"), PublishedModel::shortSide)
        .with(Column.count("Clips of a video"), model -> model.views().clips())
        .with(Column.count("Crops of a clip"), model -> model.views().crops())
        .with(Column.flag("Frames spread over the video"), model -> model.views().wholeVideo())
        .with(Column.text("Pre-training"), text(PublishedModel::pretraining))
        .with(Column.text("License"), text(PublishedModel::licence))
        .with(Column.text("Start of SHA-256"), text(PublishedModel::sha256))
        .with(Column.text("Address"), model -> model.address().toString())
        .with(Column.text("File in an offline folder"), PublishedModel::fileName);

    private PublishedTable() {
    }

    private static Function<PublishedModel, Double> number(Function<PublishedModel, OptionalDouble> value) {
        return value.andThen(number -> number.orElse(Double.NaN));
    }

    /** What is not published is missing. */
    private static Function<PublishedModel, String> text(Function<PublishedModel, String> value) {
        return value.andThen(text -> text.isEmpty() ? null : text);
    }
}
