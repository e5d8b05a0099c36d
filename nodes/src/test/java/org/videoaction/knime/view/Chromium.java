package org.videoaction.knime.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Debian's Chromium without a window, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENING = "DevTools listening on ";
    private static final long PATIENCE = 60;

    private final Process process;
    private final Path profile;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;

    private Chromium(Process process, Path profile, URI address) {
        this.process = process;
        this.profile = profile;
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Answers()).join();
    }

    /** Where the program is installed, if it is. */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "chromium")).filter(Files::isExecutable).findFirst();
    }

    static Chromium start() throws IOException {
        Path profile = Files.createTempDirectory("chromium-");
        Process process = new ProcessBuilder(program().orElseThrow().toString(), "--headless=new", "--no-sandbox",
            "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--disable-background-networking",
            "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank").redirectErrorStream(true).start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}));
                drain.setDaemon(true);
                drain.start();
                return new Chromium(process, profile, URI.create(line.substring(LISTENING.length())));
            }
        }
        throw new IOException("Chromium ended before it listened");
    }

    /** Opens a page and waits until it is filled and drawn. */
    Tab open(Path page, int width, int height, boolean dark) {
        String target = send(null, "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
        String session = send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId").asText();
        Tab tab = new Tab(target, session);
        listeners.put(session, tab::heard);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.send(domain + ".enable", Map.of());
        }
        tab.resize(width, height);
        tab.send("Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        tab.load(page.toUri());
        tab.await("document.readyState === 'complete'"
            + " && !document.querySelector('main')?.matches('[aria-busy=true]')");
        tab.settle();
        return tab;
    }

    private JsonNode send(String session, String method, Map<String, ?> parameters) {
        int id = count.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonNode answered = answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        if (answered.has("error")) {
            throw new IllegalStateException(method + ": " + answered.path("error"));
        }
        return answered.path("result");
    }

    @Override
    public void close() throws IOException {
        // those that serve it write to the profile for a moment longer
        List<ProcessHandle> servants = process.descendants().toList();
        process.destroy();
        process.onExit().join();
        servants.forEach(servant -> servant.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).join());
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    /** A page that is shown. */
    final class Tab implements AutoCloseable {

        private final String target;
        private final String session;
        private final List<String> problems = new CopyOnWriteArrayList<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

        private Tab(String target, String session) {
            this.target = target;
            this.session = session;
        }

        private JsonNode send(String method, Map<String, ?> parameters) {
            return Chromium.this.send(session, method, parameters);
        }

        private void heard(String method, JsonNode parameters) {
            switch (method) {
                case "Runtime.exceptionThrown" -> problems.add(parameters.path("exceptionDetails").toString());
                case "Log.entryAdded" -> problems.add(parameters.path("entry").path("text").asText());
                case "Runtime.consoleAPICalled" -> problems.add(parameters.path("args").toString());
                case "Page.loadEventFired" -> loaded.complete(null);
                case "Network.requestWillBeSent" -> requests.add(parameters.path("request").path("url").asText());
                default -> {
                    // the rest is of no interest
                }
            }
        }

        /** What the page wrote to the console, exceptions and violated policies among it. */
        List<String> problems() {
            return problems;
        }

        /** The addresses of all that was loaded. */
        List<String> requests() {
            return requests;
        }

        private void load(URI page) {
            load("Page.navigate", Map.of("url", page.toString()));
        }

        void reload() {
            load("Page.reload", Map.of());
        }

        /** Waits until the page stands in the place of the one before: what is asked of that one is never answered. */
        private void load(String method, Map<String, ?> parameters) {
            loaded = new CompletableFuture<>();
            send(method, parameters);
            loaded.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        }

        void resize(int width, int height) {
            send("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        }

        /** The value of an expression, of a promise once it is kept. */
        JsonNode evaluate(String expression) {
            JsonNode result = send("Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
            if (result.has("exceptionDetails")) {
                throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
            }
            return result.path("result").path("value");
        }

        /** Waits, frame by frame, until a condition holds. */
        void await(String condition) {
            evaluate("new Promise((kept, broken) => { const end = Date.now() + 30000; (function look() {"
                + "if (" + condition + ") { kept(); } else if (Date.now() > end) { broken(new Error('in vain')); }"
                + "else { setTimeout(look, 10); } })(); })");
        }

        /** Waits until what was changed is drawn. */
        void settle() {
            evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))");
        }

        String text(String selector) {
            return evaluate("document.querySelector(" + quoted(selector) + ").textContent").asText();
        }

        int number(String selector) {
            return evaluate("document.querySelectorAll(" + quoted(selector) + ").length").asInt();
        }

        private static String quoted(String text) {
            return JSON.getNodeFactory().textNode(text).toString();
        }

        void press(String key) {
            for (String type : List.of("keyDown", "keyUp")) {
                send("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key,
                    "windowsVirtualKeyCode", Keys.valueOf(key).code));
            }
            settle();
        }

        void moveTo(String selector) {
            JsonNode at = evaluate("(() => { const node = document.querySelector(" + quoted(selector)
                + "); node.scrollIntoView({ block: 'center' }); const box = node.getBoundingClientRect();"
                + "return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()");
            send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", at.path("x").asDouble(), "y",
                at.path("y").asDouble()));
            settle();
        }

        /** The whole page as a PNG. */
        byte[] screenshot() {
            JsonNode size = send("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
            return Base64.getDecoder().decode(send("Page.captureScreenshot", Map.of("format", "png",
                "captureBeyondViewport", true, "clip", Map.of("x", 0, "y", 0, "width", size.path("width").asDouble(),
                    "height", Math.min(4000, size.path("height").asDouble()), "scale", 1)))
                .path("data").asText());
        }

        @Override
        public void close() {
            Chromium.this.send(null, "Target.closeTarget", Map.of("targetId", target));
        }
    }

    /** Keys with the codes that pages hear of. */
    private enum Keys {
        Tab(9),
        Enter(13),
        End(35),
        Home(36),
        ArrowLeft(37),
        ArrowUp(38),
        ArrowRight(39),
        ArrowDown(40),
        PageDown(34);

        private final int code;

        Keys(int code) {
            this.code = code;
        }
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void receive(String message) {
            JsonNode json;
            try {
                json = JSON.readTree(message);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            if (json.has("id")) {
                answers.remove(json.path("id").asInt()).complete(json);
            } else {
                listeners.getOrDefault(json.path("sessionId").asText(), (method, parameters) -> {})
                    .accept(json.path("method").asText(), json.path("params"));
            }
        }
    }
}
