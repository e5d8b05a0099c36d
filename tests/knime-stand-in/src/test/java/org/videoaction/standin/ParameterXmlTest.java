package org.videoaction.standin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.migration.DefaultProvider;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParameterXmlTest {
    enum Mode {
        SLOW,
        FAST
    }

    static final class Inner implements NodeParameters {
        int m_depth;

        Inner() {
            this(1);
        }

        Inner(int depth) {
            m_depth = depth;
        }
    }

    static final class Everything implements NodeParameters {
        boolean m_flag = true;
        @Persist(configKey = "epochs")
        int m_number = 7;
        long m_long = Long.MAX_VALUE;
        double m_rate = 0.1;
        String m_text = "a\tb\n\"<&>";
        String m_nothing = null;
        Mode m_mode = Mode.FAST;
        Optional<Integer> m_seed = Optional.of(3);
        Optional<String> m_absent = Optional.empty();
        String[] m_names = {"x", "y"};
        int[] m_sizes = {1, 2, 3};
        Inner m_inner = new Inner(5);
        Inner[] m_inners = {new Inner(2), new Inner(3)};
        FileSelection m_file = new FileSelection(new FSLocation(FSCategory.RELATIVE, "knime.workflow", "../list.txt"));
        @Persistor(HalfPersistor.class)
        int m_doubled = 8;
        private int m_private = 1;
    }

    static final class HalfPersistor implements NodeParametersPersistor<Integer> {
        @Override
        public Integer load(NodeSettingsRO settings) throws InvalidSettingsException {
            return settings.getInt("half") * 2;
        }

        @Override
        public void save(Integer value, NodeSettingsWO settings) {
            settings.addInt("half", value / 2);
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{"half"}};
        }
    }

    static final class Newer implements NodeParameters {
        int m_old = 1;
        @Migrate(loadDefaultIfAbsent = true)
        int m_defaulted = 2;
        @Migration(Forty.class)
        int m_migrated = 3;
    }

    static final class Forty implements DefaultProvider<Integer> {
        @Override
        public Integer getDefault() {
            return 40;
        }
    }

    private static NodeSettingsRO throughXml(NodeParameters parameters) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParameterXml.toSettings(parameters, "model").saveToXML(out);
        return NodeSettings.loadFromXML(new ByteArrayInputStream(out.toByteArray()));
    }

    @Test
    void everyKindOfParameterSurvivesTheFile() throws Exception {
        Everything loaded = ParameterXml.load(Everything.class, throughXml(new Everything()));
        assertThat(loaded).usingRecursiveComparison().isEqualTo(new Everything());
    }

    @Test
    void valuesOtherThanTheDefaultsSurviveTheFile() throws Exception {
        Everything changed = new Everything();
        changed.m_seed = Optional.empty();
        changed.m_mode = Mode.SLOW;
        changed.m_inners = new Inner[0];
        changed.m_names = new String[0];
        changed.m_file = new FileSelection(FSLocation.NULL);
        Everything loaded = ParameterXml.load(Everything.class, throughXml(changed));
        assertThat(loaded).usingRecursiveComparison().isEqualTo(changed);
    }

    @Test
    void keysAreThoseThatKnimeWrites() throws Exception {
        NodeSettingsRO settings = throughXml(new Everything());
        assertThat(settings.keySet()).containsExactly("flag", "epochs", "long", "rate", "text", "nothing", "mode",
            "seed", "seed_is_present", "absent", "absent_is_present", "names", "sizes", "inner", "inners", "file",
            "half");
        assertThat(settings.getString("mode")).isEqualTo("FAST");
        assertThat(settings.getNodeSettings("names").keySet()).containsExactly("array-size", "0", "1");
        assertThat(settings.getNodeSettings("inners").getNodeSettings("1").getInt("depth")).isEqualTo(3);
        assertThat(settings.getNodeSettings("file").getNodeSettings("path").keySet())
            .containsExactly("location_present", "file_system_type", "file_system_specifier", "path");
    }

    @Test
    void missingKeyIsRefusedUnlessAMigrationHelps() throws Exception {
        NodeSettings old = new NodeSettings("model");
        assertThatThrownBy(() -> ParameterXml.load(Newer.class, old)).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("\"old\"");
        old.addInt("old", 9);
        Newer newer = ParameterXml.load(Newer.class, old);
        assertThat(List.of(newer.m_old, newer.m_defaulted, newer.m_migrated)).containsExactly(9, 2, 40);
    }

    @Test
    void unknownConstantIsRefusedWithThePossibleOnes() {
        NodeSettings settings = ParameterXml.toSettings(new Everything(), "model");
        settings.addString("mode", "MEDIUM");
        assertThatThrownBy(() -> ParameterXml.load(Everything.class, settings))
            .isInstanceOf(InvalidSettingsException.class).hasMessageContaining("MEDIUM").hasMessageContaining("SLOW");
    }

    @Test
    void wrongTypeIsRefused() {
        NodeSettings settings = ParameterXml.toSettings(new Everything(), "model");
        settings.addString("epochs", "many");
        assertThatThrownBy(() -> ParameterXml.load(Everything.class, settings))
            .isInstanceOf(InvalidSettingsException.class).hasMessageContaining("epochs");
    }
}
