package org.videoaction.knime.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.page.Page;
import org.knime.core.webui.page.Page.RequireFromFileOrString;
import org.knime.core.webui.page.Page.StringSupplier;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;

/**
 * A page that shows a node: one HTML text with its style and its scripts inside, which loads nothing. It asks KNIME, or
 * whoever shows it, for the node's initial data.
 *
 * @param script the name of the page's own script, without its ending
 * @param title what the page is called
 */
public record ViewPage(String script, String title) {

    /** Numbers that are infinite or none are null, which JSON has. */
    static final ObjectMapper JSON = new ObjectMapper().registerModule(new SimpleModule()
        .addSerializer(Double.class, new Finite()).addSerializer(Double.TYPE, new Finite()));
    /** Of nodes that were executed before they had a view. */
    static final Map<String, String> NOTHING_KEPT = Map.of("missing",
        "This node was executed by an earlier version, which kept nothing to show. Execute it again.");

    /**
     * Declares the page as the view of a node.
     *
     * @param description for the node's description
     * @param data what the page shows, as a record, of the objects that the node keeps for its view
     */
    DefaultView declare(RequireViewParameters view, String description,
        Function<PortObject[], Object> data) {
        return view.withoutParameters().description(description)
            .page(this::page)
            .initialData(initial -> initial
                .data(input -> data(input.getInternalPortObjects(), data))
                .serializer(JSON::writeValueAsString));
    }

    /** The page for whoever shows it beside a node's view. */
    public Page page() {
        return page(Page.create());
    }

    private Page page(RequireFromFileOrString page) {
        return page.fromString((StringSupplier) this::html).relativePath(script + ".html");
    }

    /** What such a page shows, for it to ask for. */
    public static <D> InitialDataService<D> service(Supplier<D> data) {
        return InitialDataService.builder(data).serializer(JSON::writeValueAsString).build();
    }

    private static Object data(PortObject[] kept, Function<PortObject[], Object> data) {
        return kept == null ? NOTHING_KEPT : data.apply(kept);
    }

    String html() {
        return text("page.html").replace("{{title}}", title).replace("{{style}}", text("view.css"))
            .replace("{{script}}", text("view.js") + text(script + ".js"));
    }

    /** The page as a file with its data inside, which a browser loads again every so many seconds. */
    String refreshed(Object data, int seconds) throws IOException {
        String page = html();
        int head = page.indexOf("<head>") + "<head>".length();
        int script = page.indexOf("<script>");
        return page.substring(0, head) + "<meta http-equiv=\"refresh\" content=\"" + seconds + "\">"
            + page.substring(head, script) + "<script type=\"application/json\" id=\"initial-data\">"
            + JSON.writeValueAsString(data).replace("<", "\\u003c") + "</script>" + page.substring(script);
    }

    private static String text(String name) {
        try (InputStream in = ViewPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not in the plug-in");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes numbers that are finite. */
    private static final class Finite extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider serializers) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }
}
