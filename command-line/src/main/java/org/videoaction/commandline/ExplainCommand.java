package org.videoaction.commandline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints where a model comes from. */
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class ExplainCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private Weights weights;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--list-videos")
    private boolean videos;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter said = json ? new PrintWriter(new StringWriter()) : out;
        VideoModel read = TestedModel.read(model, weights, new TextProgress(said), said);
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(read)));
        } else {
            print(read.provenance(), out);
            print(read.history(), out);
        }
        out.flush();
        return VideoAction.DONE;
    }

    private void print(Provenance provenance, PrintWriter out) {
        List<Provenance.Step> steps = provenance.steps();
        if (!provenance.isWhole()) {
            out.println("Where the model came from at first is unknown: its file does not say it.");
        }
        for (int i = 0; i < steps.size(); i++) {
            Provenance.Step step = steps.get(i);
            out.println();
            out.println((i + 1) + ". " + step.action() + (step.time().isEmpty() ? "" : ", " + step.time()));
            step.parts().forEach((part, lines) -> {
                out.println("   " + part);
                lines.forEach((name, value) -> out.println("     " + name + ": " + value));
            });
            step.data().forEach((purpose, clips) -> print(purpose, clips, out));
        }
    }

    /** How training ended, of which the model keeps the epochs. */
    private static void print(List<Epoch> history, PrintWriter out) {
        if (!history.isEmpty()) {
            Epoch last = history.get(history.size() - 1);
            out.println();
            out.printf(Locale.ROOT, "epoch %d, the last one: loss %.4f, top-1 %.3f, top-5 %.3f, learning rate %.4g%n",
                last.number(), last.loss(), last.top1(), last.top5(), last.rate());
            if (last.validation() != null) {
                out.printf(Locale.ROOT, "  validation: loss %.4f, top-1 %.3f, top-5 %.3f%n", last.validation().loss(),
                    last.validation().top1(), last.validation().top5());
            }
        }
    }

    private void print(String purpose, ClipOrigin clips, PrintWriter out) {
        out.println("   " + purpose + " clips");
        out.println("     " + clips.clips() + " clips of " + clips.videos() + " videos"
            + (clips.folder().isEmpty() ? "" : " in " + clips.folder()));
        out.println("     fingerprint: " + clips.fingerprint());
        for (Map.Entry<String, String> line : clips.sampling().entrySet()) {
            out.println("     " + line.getKey() + ": " + line.getValue());
        }
        if (videos) {
            clips.list().forEach(video -> out.println("     " + video.hash() + " " + video.path()));
        }
    }

    /** All of it, with the lists of videos as such. */
    private static ObjectNode json(VideoModel model) {
        ObjectNode all = JSON.createObjectNode();
        all.put("network", model.architecture().displayName());
        ArrayNode classes = all.putArray("classes");
        model.classes().names().forEach(classes::add);
        ArrayNode steps = all.putArray("provenance");
        for (Provenance.Step step : model.provenance().steps()) {
            ObjectNode one = JSON.valueToTree(step);
            step.data().forEach((purpose, clips) -> {
                ObjectNode data = (ObjectNode) one.path("data").path(purpose);
                data.remove("packed");
                data.set("list", JSON.valueToTree(clips.list()));
            });
            steps.add(one);
        }
        all.set("history", JSON.valueToTree(model.history()));
        return all;
    }
}
