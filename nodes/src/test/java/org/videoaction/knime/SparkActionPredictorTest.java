package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.videoaction.knime.ExecutedNode.cell;
import static org.videoaction.knime.ExecutedNode.context;
import static org.videoaction.knime.ExecutedNode.rows;
import static org.videoaction.knime.ExecutedNode.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.data.location.FSLocationSerializationUtils;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.score.SparkActionPredictorNodeFactory;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;

/** With a script in the place of spark-submit; the job itself has tests of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script stands for spark-submit")
class SparkActionPredictorTest {

    private static final List<String> KEYS = List.of("first", "second");

    @TempDir
    private Path folder;

    private Path job;

    @BeforeEach
    void prepare() throws IOException {
        job = Files.createFile(folder.resolve("job.jar"));
        Files.createDirectories(folder.resolve("spark/bin"));
    }

    /** What spark-submit does with {@code $out}, the file that is to hold the scores. */
    private void submitDoes(String script) throws IOException {
        Path submit = folder.resolve("spark/bin/spark-submit");
        Files.writeString(submit, "#!/bin/sh\necho \"$@\" > '" + folder + "/asked'\nwhile [ $# -gt 0 ]; do\n"
            + "  if [ \"$1\" = --lines ]; then out=$2; fi\n  shift\ndone\n" + script);
        submit.toFile().setExecutable(true);
    }

    private void choose(NodeSettings settings) {
        settings.addString("master", "spark://there:7077");
        settings.addString("spark_settings", "spark.executor.cores=8\n\nspark.executor.memory=4g\n");
        NodeSettingsWO places = settings.addNodeSettings("places");
        choose(places, "spark_home", folder.resolve("spark"));
        choose(places, "job", job);
        choose(places, "shared", folder.resolve("shared"));
    }

    private static void choose(NodeSettingsWO places, String key, Path path) {
        FSLocationSerializationUtils.saveFSLocation(new FSLocation(FSCategory.LOCAL, path.toString()),
            places.addNodeSettings(key).addNodeSettings("path"));
    }

    private PortObject[] predicted() throws Exception {
        return predicted(warning -> {});
    }

    private PortObject[] predicted(Consumer<String> warnings) throws Exception {
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slow-8x8-r50").architecture(8, 2),
            new VideoModel.Input(8, 32, 32, 1), Classes.of("a", "b"), 1);
        return run(SparkActionPredictorNodeFactory.class, this::choose, warnings,
            VideoModelPortObject.of(model, context().createFileStore("model.zip")),
            ExecutedNode.texts(KEYS, Stream.of("/videos/one.mp4", "/videos/two.mp4")));
    }

    @Test
    void theJobsScoresBecomePredictionsFailuresAndAReport() throws Exception {
        submitDoes("""
            echo '{"number":0,"labels":[],"views":30,"probabilities":[0.25,0.75],"host":"h1"}' > "$out"
            echo '{"number":1,"labels":[],"views":0,"problem":"does not exist","host":"h2"}' >> "$out"
            """);
        PortObject[] out = predicted();
        assertThat(cell(out[0], 0, "Path").toString()).isEqualTo("/videos/one.mp4");
        assertThat(cell(out[0], 0, "Prediction").toString()).isEqualTo("b");
        assertThat(cell(out[0], 0, "Confidence").toString()).isEqualTo("0.75");
        assertThat(cell(out[0], 1, "Prediction").isMissing()).isTrue();
        assertThat(rows(out[1])).hasSize(1);
        assertThat(cell(out[1], 0, "Problem").toString()).isEqualTo("does not exist");
        assertThat(cell(out[1], 0, "Host").toString()).isEqualTo("h2");
        assertThat(cell(out[2], 0, "Broken videos").toString()).isEqualTo("1");
        assertThat(Files.readString(folder.resolve("asked"))).startsWith("--master spark://there:7077 --conf "
            + "spark.executor.cores=8 --conf spark.executor.memory=4g " + job + " score --model ");
        assertThat(folder.resolve("shared/videos.jsonl")).content().startsWith("{\"path\":\"/videos/one.mp4\"");
    }

    @Test
    void whatTheJobRemarksIsTheNodesWarning() throws Exception {
        submitDoes("""
            echo 'videoaction: remark: The model has ranges for 8-bit integers and is scored in FP32.'
            echo 'videoaction: wave 1 of 1'
            for number in 0 1; do
              echo '{"number":'$number',"labels":[],"views":30,"probabilities":[0.25,0.75],"host":"h1"}' >> "$out"
            done
            echo 'videoaction: 2 videos, 0 of them with a problem; /shared/scores/result'
            """);
        List<String> warnings = new ArrayList<>();
        predicted(warnings::add);
        assertThat(warnings).containsExactly("The model has ranges for 8-bit integers and is scored in FP32.");
    }

    @Test
    void whatTheJobSaysAgainstItIsTheNodesError() throws Exception {
        submitDoes("echo 'videoaction: The executors on h1 see none of the 2 videos.' >&2; exit 2\n");
        assertThatThrownBy(this::predicted).rootCause().hasMessage("The executors on h1 see none of the 2 videos.");
    }
}
