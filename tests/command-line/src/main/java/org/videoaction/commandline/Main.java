package org.videoaction.commandline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.videoaction.data.FileProblem;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.standin.WorkflowException;

/** What {@code ./run} does. */
public final class Main {

    private static final String HELP = """
        Runs saved KNIME workflows of the Video Action Recognition nodes without KNIME.

          ./run                     the demo: generates videos that differ only in motion, trains a SlowFast network on
                                    them and measures it on others
          ./run detect              the same for detection: videos of shapes that move, turn, stand and shine, and a
                                    network that says what each of them does in its box
          ./run WORKFLOW_DIR [--set "NODE/key=value"]... [--variable "NAME=value"]... [--out DIR]
                                    executes a saved workflow
          ./run predict MODEL VIDEO...
                                    prints the five most probable classes of each video, by 30 views; MODEL is a saved
                                    model, an ONNX or TorchScript file that was exported from one, or the weights of
                                    another program (docs/checkpoints.md)
          ./run score MODEL LIST --out DIR
                                    scores the videos of a list ("path label" a line, labels by name or index), prints
                                    the accuracy and writes scores.arrow, scores.csv and scores.json. DIR keeps each video
                                    as soon as it is done: the same command goes on with those that are left
          ./run networks            lists the named networks with their parameters and multiply-accumulates
          ./run bench [NAME]        measures against other programs; without a name, lists what there is
          ./run --help              this text

          --set "NODE/key=value"    changes a setting before the workflow runs. NODE is the comment below a node, its name
                                    where only one node has it, or its number such as #3; key is the setting's key in the
                                    node's settings.xml, with slashes between groups. A file needs only its path.
          --variable "NAME=value"   changes a workflow variable, as KNIME's -workflow.variable=NAME,value,String does
          --device D                of predict and score: auto (a GPU where libtorch has one, else the CPU), cpu, gpu or gpu:N
          --precision P             of predict and score: fp32 or bf16; without it, bf16 on GPUs
          --out DIR                 where the results go: every table as CSV, every model, views/ with the nodes'
                                    views as pages for a browser, and metrics.json where the workflow
                                    measures accuracy. Without it: out/ and the workflow's name.

        Exit code 0: all nodes were executed; 1: a node failed; 2: the workflow or the arguments are wrong.
        """;

    private Main() {
    }

    /** @param arguments the folder of the project, then what stood behind {@code ./run} */
    public static void main(String[] arguments) {
        System.exit(run(Path.of(arguments[0]), Arrays.asList(arguments).subList(1, arguments.length)));
    }

    static int run(Path project, List<String> arguments) {
        try {
            if (arguments.contains("--help") || arguments.contains("-h")) {
                System.out.print(HELP);
                return 0;
            }
            if (arguments.equals(List.of("networks"))) {
                System.out.print(ModelZoo.table());
                return 0;
            }
            if (!arguments.isEmpty() && arguments.get(0).equals("predict")) {
                return ModelCommand.predict(arguments.subList(1, arguments.size()), System.out);
            }
            if (!arguments.isEmpty() && arguments.get(0).equals("score")) {
                return ModelCommand.score(arguments.subList(1, arguments.size()), System.out);
            }
            if (arguments.equals(List.of("detect"))) {
                return Demo.BOXES.run(project);
            }
            return arguments.isEmpty() ? Demo.MOTIONS.run(project) : RunCommand.parse(arguments).run();
        } catch (IOException e) {
            return refuse(FileProblem.message(e));
        } catch (WorkflowException | IllegalArgumentException | LinkageError e) {
            return refuse(e.getMessage());
        }
    }

    private static int refuse(String reason) {
        System.err.println("run: " + reason);
        return 2;
    }
}
