package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.port.PortObjectSpec;
import org.videoaction.knime.learn.VideoModelZooNodeFactory;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.VideoModel;

/** A node that has just been put on the workbench has published weights, which are not touched before it is executed. */
class PublishedWeightsTest {

    @TempDir
    private Path folder;

    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
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

    @Test
    void configuringSaysWhatThePublishedNetworkTakesAndDownloadsNothing() throws Exception {
        PortObjectSpec[] outputs = Workbench.configure(VideoModelZooNodeFactory.class.getName(), settings -> {});
        VideoModelPortObjectSpec model = (VideoModelPortObjectSpec) outputs[0];
        assertThat(model.input()).isEqualTo(new VideoModel.Input(32, 256, 256, 2));
        assertThat(model.classes().names()).hasSize(400).startsWith("abseiling");
        assertThat(asked).isEmpty();
        assertThat(folder.resolve("cache")).doesNotExist();
    }
}
