package org.videoaction.knime.score;

import java.io.IOException;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextAreaWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.clips.Views;
import org.videoaction.knime.io.ClusterPlaces;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.model.spark.SparkSubmission;

/** The settings of the Spark Action Predictor. */
final class SparkActionPredictorParameters implements CompleteSettings {

    @Section(title = "Videos")
    interface VideosSection {}

    @Section(title = "Cluster")
    @After(VideosSection.class)
    interface ClusterSection {}

    @Section(title = "Predictions")
    @After(ClusterSection.class)
    interface PredictionsSection {}

    @Widget(title = "Path column", description = """
            The column with the paths of the videos, as the computers of the cluster see them. By itself it is the column Path,
            or the first with paths.
            """)
    @ChoicesProvider(PathColumn.ChoiceOfSecondInput.class)
    @Layout(VideosSection.class)
    @Persist(configKey = "path_column")
    String pathColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Views per video", description = """
            How many clips are taken of each video, and how many crops of each clip. Length, stride, size and place of them
            follow from the model.
            """)
    @ValueSwitchWidget
    @Layout(VideosSection.class)
    @Persist(configKey = "views_per_video")
    Views views = Views.ALL;

    @Widget(title = "Master", description = """
            The cluster that computes: yarn, k8s://https://HOST:6443, spark://HOST:7077, or local[4] for four threads of this
            computer.
            """)
    @TextInputWidget(placeholder = "yarn")
    @Layout(ClusterSection.class)
    @Persist(configKey = "master")
    String master = "local[2]";

    @Layout(ClusterSection.class)
    @Persist(configKey = "places")
    ClusterPlaces places = new ClusterPlaces();

    @Advanced
    @Widget(title = "Spark settings", description = """
            Settings of Spark, one key=value per line, such as spark.executor.cores=8. A task computes with all cores of its
            executor.
            """)
    @TextAreaWidget(rows = 5)
    @Layout(ClusterSection.class)
    @Persist(configKey = "spark_settings")
    String settings = "";

    @Widget(title = "Top-k", description = "How many of the most probable classes are given, each with its probability.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(PredictionsSection.class)
    @Persist(configKey = "top_k")
    int topK = 1;

    @Widget(title = "Probabilities of all classes", description = "Appends one column per class with its probability; the Action Scorer needs them.")
    @Layout(PredictionsSection.class)
    @Persist(configKey = "all_probabilities")
    boolean allProbabilities = true;

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        places.checkComplete();
        try {
            SparkSubmission.check(master, settings());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private List<String> settings() {
        return settings.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    SparkSubmission submission(List<String> arguments) throws IOException {
        return new SparkSubmission(places.sparkHome(), master.strip(), settings(), places.job(), arguments);
    }

    Predictions predictions() {
        return new Predictions(topK, allProbabilities, false);
    }
}
