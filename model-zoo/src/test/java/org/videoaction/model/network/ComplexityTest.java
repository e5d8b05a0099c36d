package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.golden.Golden;
import org.videoaction.model.network.ChannelSeparated.Interaction;

class ComplexityTest {

    private static final Path TABLE = Golden.file("complexity.csv");
    private static final Path EXPANDED = Golden.file("complexity-x3d.csv");
    /** Not built here, or dependent on a rounding of channels that no code base documents. */
    private static final String NOT_REPRODUCED = ".*(beta 1/6|beta 1/12).*";

    @Test
    void slowFastR50HasTheCountsOfMmaction2() {
        Network network = SlowFast.plain(50, 8, 8, 64, Lateral.convolution(5, false), FrameRule.STRIDE, 0.5, 400).network();
        Complexity at224 = Complexity.of(network, 32, 224);
        assertThat(at224).isEqualTo(new Complexity(34_479_288, 27_637_743_616L, 921_600, 0, 88_911_872));
        assertThat(Complexity.of(network, 32, 256).multiplyAccumulates()).isEqualTo(36_099_198_976L);
    }

    @TestFactory
    List<DynamicTest> everyRowOfTheReferenceTableHolds() throws IOException {
        return rows(TABLE).stream().map(row -> DynamicTest.dynamicTest(row.get("codebase") + ", " + row.get("name")
            + ", kernel " + row.get("fusion_kernel") + ", " + row.get("crop"), () -> holds(row))).toList();
    }

    private static List<Map<String, String>> rows(Path table) throws IOException {
        assumeTrue(Files.isRegularFile(table), table + " is not there");
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(table);
        List<String> columns = cells(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            List<String> cells = cells(line);
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** X3D and R(2+1)D; linear layers at single positions are convolutions or not from program to program. */
    @TestFactory
    List<DynamicTest> everyRowOfTheReferenceTableOfX3dAndR2Plus1dHolds() throws IOException {
        return rows(EXPANDED).stream().map(row -> DynamicTest.dynamicTest(row.get("codebase") + ", " + row.get("name") + ", "
            + row.get("crop"), () -> {
                Complexity counted = Complexity.of(expanded(row).network(), number(row, "T"), number(row, "crop"));
                assertThat(counted.parameters()).isEqualTo(Long.parseLong(row.get("params_exact")));
                assertThat(counted.multiplyAccumulates()).isEqualTo(Long.parseLong(row.get("total_macs")));
                assertThat(counted.batchNormElements()).isEqualTo(Long.parseLong(row.get("bn_elements")));
            })).toList();
    }

    private static Architecture expanded(Map<String, String> row) {
        String name = row.get("name");
        boolean windows = !row.get("codebase").equals("mmaction2") && !row.get("codebase").equals("VMZ");
        if (name.startsWith("R(2+1)D")) {
            return windows ? new R2Plus1d(R2Plus1d.Form.BOTTLENECK, 64, new Head(7), 0.5, 400)
                : new R2Plus1d(R2Plus1d.Form.BASIC, 64, Head.AVERAGE, 0, 400);
        }
        int window = name.endsWith("L") ? 10 : name.endsWith("M") ? 7 : 5;
        return X3d.expanded(12, 2, name.endsWith("L") ? 5 : 2.2, 2.25, windows ? new Head(window) : Head.AVERAGE, 0.5, 400)
            .with(!row.get("codebase").equals("pytorchvideo"), X3d.Positions.PROBABILITIES);
    }

    private static void holds(Map<String, String> row) {
        assumeFalse(row.get("name").matches(NOT_REPRODUCED), "not reproduced");
        Architecture architecture = row.get("name").contains("detection")
            ? architecture(row).with(Head.detection(Regions.PYSLOWFAST), 80) : architecture(row);
        int frames = number(row, "T") * (architecture instanceof SlowFast slowFast ? slowFast.alpha()
            : row.get("name").startsWith("Fast-only") ? number(row, "alpha") : 1);
        Complexity counted = Complexity.of(architecture.network(), frames, number(row, "crop"));
        assertThat(counted).isEqualTo(new Complexity(Long.parseLong(row.get("params_exact")),
            Long.parseLong(row.get("conv_macs")), Long.parseLong(row.get("fc_macs")) / positions(row),
            Long.parseLong(row.get("nl_matmul_macs")), Long.parseLong(row.get("bn_elements"))));
    }

    /** PyTorchVideo's head classifies each window of 7 x 7 positions, of which a crop of 256 has four. */
    private static int positions(Map<String, String> row) {
        return row.get("codebase").equals("pytorchvideo") && number(row, "crop") == 256 ? 4 : 1;
    }

    private static Architecture architecture(Map<String, String> row) {
        String name = row.get("name");
        if (name.matches("i[rp]-CSN-\\d+")) {
            return new ChannelSeparated(name.startsWith("ir") ? Interaction.REDUCED : Interaction.PRESERVED,
                Integer.parseInt(name.substring(7)), 64, 1e-3, 0.5, 400);
        } else if (name.matches("(Slow-only|Fast-only|AVA Slow |I3D).*")) {
            boolean fast = name.startsWith("Fast");
            Pathway.Kind kind = fast ? Pathway.Kind.FAST
                : name.startsWith("I3D") ? Pathway.Kind.INFLATED : Pathway.Kind.SLOW;
            int depth = name.contains("R101") ? 101 : 50;
            return new SinglePathway(kind, Pathway.of(depth), fast ? 8 : 64,
                name.contains("NL")
                    ? new NonLocal(List.of(1, 3), List.of(1, 3, 5), true, Extent.of(1, 2), NonLocal.Style.MMACTION2)
                    : NonLocal.NONE,
                Head.AVERAGE, 0.5, 400);
        }
        return slowFast(row, name);
    }

    private static SlowFast slowFast(Map<String, String> row, String name) {
        boolean r101 = name.contains("R101");
        Pathway deep = r101 ? new Pathway(101, name.contains("50_50") || name.contains("NL")
            || name.contains("50_101") ? 6 : 23) : Pathway.of(50);
        Pathway fast = name.contains("R101+R50") ? Pathway.of(50) : name.contains("50_101") ? Pathway.of(101) : deep;
        Pathway slow = name.contains("R101+R50") ? Pathway.of(101) : deep;
        int kernel = row.get("fusion_kernel").isEmpty() ? name.contains("R101") ? 5 : 7 : number(row, "fusion_kernel");
        return new SlowFast(slow, fast, number(row, "alpha"), number(row, "beta_inv"), 64,
            new Lateral(kind(row.get("lateral")), kernel, !name.contains("no lateral BN") && !row.get("lateral")
                .contains("no BN")),
            FrameRule.STRIDE, nonLocal(row, name), Head.AVERAGE, 0.5, 400);
    }

    private static NonLocal nonLocal(Map<String, String> row, String name) {
        String places = row.get("nonlocal_");
        if (places.isEmpty()) {
            return NonLocal.NONE;
        }
        boolean large = places.contains("6,13,20");
        return new NonLocal(large ? List.of() : List.of(1, 3), large ? List.of(6, 13, 20) : List.of(1, 3, 5), false,
            Extent.of((name + places).matches("(?i).*pool 2x2x2.*") ? 2 : 1, 2), NonLocal.Style.PYSLOWFAST);
    }

    private static Lateral.Kind kind(String lateral) {
        return switch (lateral) {
            case "none" -> Lateral.Kind.NONE;
            case "ttoc_sum" -> Lateral.Kind.TIME_TO_CHANNEL_SUM;
            case "ttoc_concat" -> Lateral.Kind.TIME_TO_CHANNEL_CONCATENATION;
            case "tsample" -> Lateral.Kind.TIME_STRIDED_SAMPLING;
            default -> Lateral.Kind.TIME_STRIDED_CONVOLUTION;
        };
    }

    private static int number(Map<String, String> row, String column) {
        return Integer.parseInt(row.get(column));
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
