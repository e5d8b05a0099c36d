package org.videoaction.knime.score;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.Network;
import org.videoaction.model.saved.VideoModel;

/**
 * The model that made predictions and what it costs. It travels with the column of the predictions, as its properties, so that
 * whoever measures the predictions can say whose they are.
 *
 * @param gigaFlops multiply-accumulates of one view, in billions
 * @param views of a video
 * @param megaParameters learned values, in millions
 */
record ScoringModel(String name, double gigaFlops, int views, double megaParameters) {

    static final String MODEL = "Model";
    static final String GFLOPS = "GFLOPs per view";
    static final String VIEWS = "Views";
    static final String PARAMETERS = "Parameters (millions)";

    private static final String PREFIX = "org.videoaction.";

    static ScoringModel of(final VideoModel model, final ClipSpec clips) {
        Network network = model.architecture().network();
        Complexity complexity = Complexity.of(network, clips.frames(), Math.min(clips.height(), clips.width()));
        return new ScoringModel(model.architecture().displayName(), complexity.multiplyAccumulates() / 1e9, clips.views(),
            complexity.parameters() / 1e6);
    }

    DataColumnProperties properties() {
        return new DataColumnProperties(Map.of(PREFIX + MODEL, name, PREFIX + GFLOPS, Double.toString(gigaFlops),
            PREFIX + VIEWS, Integer.toString(views), PREFIX + PARAMETERS, Double.toString(megaParameters)));
    }

    /** The model of the first column that has one. */
    static Optional<ScoringModel> of(final DataTableSpec predictions) {
        return predictions.stream().map(DataColumnSpec::getProperties)
            .filter(properties -> properties.containsProperty(PREFIX + MODEL)).findFirst()
            .map(properties -> new ScoringModel(properties.getProperty(PREFIX + MODEL),
                Double.parseDouble(properties.getProperty(PREFIX + GFLOPS, "NaN")),
                Integer.parseInt(properties.getProperty(PREFIX + VIEWS, "0")),
                Double.parseDouble(properties.getProperty(PREFIX + PARAMETERS, "NaN"))));
    }

    static List<DataColumnSpec> columns() {
        return List.of(column(MODEL, StringCell.TYPE), column(GFLOPS, DoubleCell.TYPE), column(VIEWS, IntCell.TYPE),
            column(PARAMETERS, DoubleCell.TYPE));
    }

    static List<DataCell> cells(final Optional<ScoringModel> model) {
        return model.<List<DataCell>>map(known -> List.of(new StringCell(known.name), new DoubleCell(known.gigaFlops),
            new IntCell(known.views), new DoubleCell(known.megaParameters)))
            .orElseGet(() -> columns().stream().map(column -> DataType.getMissingCell()).toList());
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }
}
