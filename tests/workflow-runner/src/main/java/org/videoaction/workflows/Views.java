package org.videoaction.workflows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.videoaction.data.WholeFile;
import org.videoaction.standin.NodePage;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.RunResult;

/** Writes the nodes' views as pages with their data inside, which open in any browser. */
final class Views {

    /** The page looks there before it asks for its data. */
    private static final String DATA = "<script type=\"application/json\" id=\"initial-data\">%s</script>\n";
    private static final String FIRST_SCRIPT = "<script>";

    private final RunResult result;
    private final Path folder;

    Views(RunResult result, Path folder) {
        this.result = result;
        this.folder = folder;
    }

    void write() throws IOException {
        for (NodeRun node : result.nodes()) {
            Optional<NodePage> page = node.page();
            if (page.isPresent()) {
                Files.createDirectories(folder);
                byte[] html = withData(page.get()).getBytes(StandardCharsets.UTF_8);
                WholeFile.write(folder.resolve(Results.fileName(node) + ".html"), out -> out.write(html));
            }
        }
    }

    /** The data as text that cannot end its element. */
    static String withData(NodePage page) {
        int script = page.html().indexOf(FIRST_SCRIPT);
        return page.html().substring(0, script)
            + String.format(Locale.ROOT, DATA, page.initialData().replace("<", "\\u003c"))
            + page.html().substring(script);
    }
}
