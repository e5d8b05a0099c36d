package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.knime.clips.VideoReaderNodeFactory;

/** Any table of a node can go into any node that takes a table: it is used, or a sentence says what it lacks. */
class EveryTableTest {

    private static final String VIDEO_READER = VideoReaderNodeFactory.class.getName();

    /** Tables by the names of the nodes that they went through. */
    private record Tables(Map<String, DataTableSpec> byName) {

        /** What nodes give whose inputs have all that they ask for, in every format that they can be set to. */
        static Tables ofAllNodes() throws Exception {
            Tables tables = new Tables(new LinkedHashMap<>());
            for (String factory : Settings.factories()) {
                tables.configure(factory, "", settings -> {}, Workbench.inputs(factory));
                for (Setting format : Settings.of(factory).all()) {
                    for (Object choice : format.field().getName().equals("format")
                        ? format.field().getType().getEnumConstants() : new Object[0]) {
                        tables.configure(factory, " " + choice, settings -> settings.all().forEach(setting -> {
                            if (setting.field().equals(format.field())) {
                                setting.set(choice);
                            } else if (setting.field().getName().equals("source")) {
                                setting.set(setting.field().getType().getEnumConstants()[1]);
                            }
                        }), Workbench.inputs(factory));
                    }
                }
            }
            return tables;
        }

        private void configure(String factory, String name, Consumer<Settings> changes, PortObjectSpec... inputs)
            throws Exception {
            PortObjectSpec[] outputs = Workbench.configure(factory, changes, inputs);
            for (int i = 0; i < outputs.length; i++) {
                if (outputs[i] instanceof DataTableSpec table) {
                    byName.put(factory + name + ", output " + i, table);
                }
            }
        }

        /** What nodes give of these tables, each of which goes into each of their inputs. */
        Tables intoAllNodes() throws Exception {
            Tables outputs = new Tables(new LinkedHashMap<>());
            for (String factory : Settings.factories()) {
                for (Map.Entry<String, DataTableSpec> table : byName.entrySet()) {
                    PortObjectSpec[] inputs = Workbench.inputs(factory);
                    for (int i = 0; i < inputs.length; i++) {
                        if (inputs[i] instanceof DataTableSpec) {
                            PortObjectSpec[] connected = inputs.clone();
                            connected[i] = table.getValue();
                            outputs.connect(factory, " after " + table.getKey(), connected);
                        }
                    }
                }
            }
            return outputs;
        }

        private void connect(String factory, String name, PortObjectSpec... inputs) {
            try {
                configure(factory, name, settings -> {}, inputs);
            } catch (InvalidSettingsException e) {
                assertThat(e.getMessage()).as(factory + name).matches("(?s)[A-Z].* .*\\.");
            } catch (Exception e) {
                throw new AssertionError(factory + name, e);
            }
        }
    }

    @Test
    void everyTableGoesThroughEveryNodeAndThroughEveryNodeAgain() throws Exception {
        Tables first = Tables.ofAllNodes();
        Tables second = first.intoAllNodes();
        Tables third = second.intoAllNodes();

        assertThat(first.byName()).hasSizeGreaterThan(20);
        assertThat(third.byName()).hasSizeGreaterThan(second.byName().size());
        for (Tables tables : new Tables[] {second, third}) {
            Tables before = tables == second ? first : second;
            before.byName().forEach((name, table) -> {
                DataTableSpec described = tables.byName().get(VIDEO_READER + " after " + name + ", output 0");
                if (described != null) {
                    assertThat(described.getColumnNames()).startsWith(table.getColumnNames())
                        .hasSize(table.getNumColumns() + 10);
                }
            });
        }
    }

    @Test
    void aColumnWhoseNameIsTakenGetsANumber() throws Exception {
        Tables first = Tables.ofAllNodes();
        Tables second = first.intoAllNodes();
        String frames = first.byName().keySet().stream().filter(name -> name.contains("RAW_FRAMES")).findFirst()
            .orElseThrow();

        assertThat(second.byName().get(VIDEO_READER + " after " + frames + ", output 0").getColumnNames())
            .containsExactly("Path", "Label", "Labels", "Frames", "Width", "Height", "Rotation", "Frames (#1)",
                "Frames per second", "Duration (s)", "Codec", "Status", "Problem", "Thumbnail");
    }
}
