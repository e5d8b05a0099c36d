package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.data.Progress;
import org.videoaction.knime.learn.VideoModelZooNodeFactory;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** Published weights in workflows, from a server on this machine with a thin network in the place of its authors'. */
class PublishedModelsTest {

    private static final String NAME = "slow-4x16-r50@kinetics-400";

    @TempDir
    private Path folder;

    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        byte[] weights = thin();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, weights.length);
            exchange.getResponseBody().write(weights);
            exchange.close();
        });
        server.start();
        System.setProperty("videoaction.mirror", "http://127.0.0.1:" + server.getAddress().getPort());
        System.setProperty("videoaction.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("videoaction.mirror");
        System.clearProperty("videoaction.cache");
    }

    private byte[] thin() throws IOException {
        ModelZoo.Entry entry = ModelZoo.entry("slow-4x16-r50");
        VideoModel model = VideoModel.untrained(entry.architecture(8, 400), new VideoModel.Input(4, 224, 224, 16),
            Catalogue.model(NAME).classNames(), 3);
        Path file = folder.resolve("thin.pyth");
        ExportFormat.CHECKPOINT.write(model, file, Progress.NONE);
        return Files.readAllBytes(file);
    }

    /** What is looked at while the files of the results are still there. */
    private interface Look {
        void at(RunResult result) throws Exception;
    }

    private void run(WorkflowWriter workflow, Look look) throws Exception {
        workflow.write(folder.resolve("workflow"));
        try (WorkflowRunner runner = WorkflowRunner.load(folder.resolve("workflow"))) {
            RunResult result = runner.run(WorkflowListener.NONE);
            assertThat(result.error()).isEmpty();
            look.at(result);
        }
    }

    /** A node that has just been put on the workbench has published weights, which are not touched before it is executed. */
    @Test
    void configuringSaysWhatThePublishedNetworkTakesAndDownloadsNothing() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        workflow.node(VideoModelZooNodeFactory.class);
        workflow.write(folder.resolve("workflow"));
        try (WorkflowRunner runner = WorkflowRunner.load(folder.resolve("workflow"))) {
            VideoModelPortObjectSpec model = (VideoModelPortObjectSpec) runner.configure().get(0).specs().get(0);
            assertThat(model.input()).isEqualTo(new VideoModel.Input(32, 256, 256, 2));
            assertThat(model.classes().names()).hasSize(400).startsWith("abseiling");
        }
        assertThat(asked).isEmpty();
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void theModelOfAPublishedNetworkIsReadyAndDownloadedOnce() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        int first = workflow.node(VideoModelZooNodeFactory.class).set("published_model", NAME).id();
        int second = workflow.node(VideoModelZooNodeFactory.class).set("published_model", NAME).id();
        run(workflow, result -> {
            for (int id : List.of(first, second)) {
                VideoModel model = ((VideoModelPortObject) result.node(id).outputs().get(0)).load();
                assertThat(model.input()).isEqualTo(new VideoModel.Input(4, 256, 256, 16));
                assertThat(model.classes().names()).hasSize(400).startsWith("abseiling").endsWith("zumba");
                assertThat(result.node(id).outputs()).hasSize(2);
            }
        });
        assertThat(asked).containsExactly(Catalogue.model(NAME).address().getPath());
    }

    @Test
    void aNodeMayHaveACacheAndAMirrorOfItsOwnAndDownloadNothing() throws Exception {
        String mirror = System.getProperty("videoaction.mirror");
        System.setProperty("videoaction.mirror", "http://127.0.0.1:1/not-asked");
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        workflow.node(VideoModelZooNodeFactory.class).set("published_model", NAME).set("weights_source/mirror", mirror)
            .set("weights_source/cache", folder.resolve("own").toString());
        run(workflow, result -> {});
        assertThat(folder.resolve("own").resolve(NAME).resolve(Catalogue.model(NAME).fileName())).exists();
        assertThat(folder.resolve("cache")).doesNotExist();
        assertThat(asked).hasSize(1);

        WorkflowWriter offline = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        offline.node(VideoModelZooNodeFactory.class).set("published_model", NAME).set("weights_source/downloads", "OFF");
        offline.write(folder.resolve("offline"));
        try (WorkflowRunner runner = WorkflowRunner.load(folder.resolve("offline"))) {
            assertThat(runner.run(WorkflowListener.NONE).error().orElseThrow().toString())
                .contains("downloads are switched off");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void thePortCatalogListsAllPublishedFilesWithTheReasonsOfThoseThatCannotBeUsed() throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode zoo = workflow.node(VideoModelZooNodeFactory.class).set("weights", "RANDOM").set("width", "8")
            .port("Catalog", BufferedDataTable.TYPE);
        List<DataRow> rows = new ArrayList<>();
        run(workflow, result -> ((BufferedDataTable) result.node(zoo.id()).outputs().get(2)).forEach(rows::add));
        assertThat(rows).hasSize(98);
        for (DataRow row : rows) {
            boolean offered = Boolean.parseBoolean(row.getCell(4).toString());
            assertThat(row.getCell(0).toString()).isEqualTo(row.getKey().getString());
            assertThat(row.getCell(5).isMissing()).as("no reason for %s", row.getKey()).isEqualTo(offered);
        }
        DataRow slowFast = rows.stream().filter(row -> row.getKey().getString().equals("slowfast-8x8-r50@kinetics-400"))
            .findFirst().orElseThrow();
        assertThat(List.of(slowFast.getCell(1).toString(), slowFast.getCell(2).toString(), slowFast.getCell(3).toString(),
            slowFast.getCell(8).toString(), slowFast.getCell(17).toString(), slowFast.getCell(18).toString()))
            .containsExactly("SlowFast 8x8 R50", "PySlowFast", "Kinetics-400", "77.0", "10", "3");
        assertThat(asked).isEmpty();
    }
}
