package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.VIEWS;

import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.Network;
import org.videoaction.model.saved.VideoModel;

/**
 * The model that made predictions and what it costs. It travels with the column of the predictions, as its properties, so that
 * whoever measures the predictions can say whose they are.
 *
 * @param gigaFlops multiply-accumulates of one view, in billions; not a number of whole frames, where each video has its own,
 *     and, as the parameters, of networks that are files of other programs
 * @param views of a video
 * @param megaParameters learned values, in millions
 */
record ScoringModel(String name, double gigaFlops, int views, double megaParameters) {

    static final Column<String> MODEL = Column.text("Model");
    static final Column<Double> GFLOPS = Column.number("GFLOPs per view");
    static final Column<Double> PARAMETERS = Column.number("Parameters (millions)");

    /** The columns of tables that say whose the predictions are. */
    static final Columns<ScoringModel> COLUMNS = new Columns<ScoringModel>()
        .with(MODEL, ScoringModel::name)
        .with(GFLOPS, ScoringModel::gigaFlops)
        .with(VIEWS, ScoringModel::views)
        .with(PARAMETERS, ScoringModel::megaParameters);

    private static final String PREFIX = "org.videoaction.";

    static ScoringModel of(VideoModel model, ClipSpec clips) {
        if (model.isForeign()) {
            return new ScoringModel(model.architecture().displayName(), Double.NaN, clips.views(), Double.NaN);
        }
        Network network = model.architecture().network();
        Complexity complexity = Complexity.of(network, clips.frames(), Math.min(clips.height(), clips.width()));
        return new ScoringModel(model.architecture().displayName(),
            clips.wholeFrames() ? Double.NaN : complexity.multiplyAccumulates() / 1e9, clips.views(),
            complexity.parameters() / 1e6);
    }

    DataColumnProperties properties() {
        return new DataColumnProperties(Map.of(property(MODEL), name, property(GFLOPS), Double.toString(gigaFlops),
            property(VIEWS), Integer.toString(views), property(PARAMETERS), Double.toString(megaParameters)));
    }

    private static String property(Column<?> column) {
        return PREFIX + column.name();
    }

    /** The model of the first column that has one. */
    static Optional<ScoringModel> of(DataTableSpec predictions) {
        return predictions.stream().map(DataColumnSpec::getProperties)
            .filter(properties -> properties.containsProperty(property(MODEL))).findFirst()
            .map(properties -> new ScoringModel(properties.getProperty(property(MODEL)),
                Double.parseDouble(properties.getProperty(property(GFLOPS), "NaN")),
                Integer.parseInt(properties.getProperty(property(VIEWS), "0")),
                Double.parseDouble(properties.getProperty(property(PARAMETERS), "NaN"))));
    }
}
