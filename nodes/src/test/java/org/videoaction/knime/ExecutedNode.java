package org.videoaction.knime;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.data.location.cell.SimpleFSLocationCellFactory;
import org.videoaction.standin.NodeRepository;
import org.videoaction.standin.ParameterXml;

/** Executes a node alone, and looks into the tables that go in and come out. */
final class ExecutedNode {

    private ExecutedNode() {
    }

    static ExecutionContext context() {
        return new ExecutionContext(new DefaultNodeProgressMonitor(), null);
    }

    /** A table of KNIME's own path cells, in the column Where. */
    static BufferedDataTable locations(List<String> keys, Stream<FSLocation> locations) {
        SimpleFSLocationCellFactory cells = new SimpleFSLocationCellFactory(new FSLocation(FSCategory.LOCAL, ""));
        return table(keys, SimpleFSLocationCellFactory.TYPE, locations.map(cells::createCell).toList());
    }

    /** A table of texts, in the column Where. */
    static BufferedDataTable texts(List<String> keys, Stream<String> texts) {
        return table(keys, StringCell.TYPE, texts.map(StringCell::new).toList());
    }

    private static BufferedDataTable table(List<String> keys, DataType type, List<? extends DataCell> cells) {
        BufferedDataContainer rows = context()
            .createDataContainer(new DataTableSpec(new DataColumnSpecCreator("Where", type).createSpec()));
        for (int i = 0; i < cells.size(); i++) {
            rows.addRowToTable(new DefaultRow(keys.get(i), cells.get(i)));
        }
        rows.close();
        return rows.getTable();
    }

    /** A Frame Sampler's settings for clips of 8 frames and so many pixels a side. */
    static void smallClips(NodeSettings settings, int side) {
        settings.addString("clips_for", "CUSTOM");
        settings.addInt("frames", 8);
        settings.addInt("stride", 2);
        settings.addInt("crop_size", side);
        settings.addInt("short_side", side);
        settings.addInt("largest_short_side", side);
    }

    /** Runs a node as it is when it has just been put on the workbench and connected, but for some settings. */
    static PortObject[] run(Class<?> factory, Consumer<NodeSettings> settings, PortObject... inputs) throws Exception {
        return run(factory, settings, warning -> {}, inputs);
    }

    /** @param warnings is told each of them */
    static PortObject[] run(Class<?> factory, Consumer<NodeSettings> settings, Consumer<String> warnings,
        PortObject... inputs) throws Exception {
        PortObjectSpec[] specs = new PortObjectSpec[inputs.length];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = inputs[i].getSpec();
        }
        NodeSettings saved = ParameterXml.toSettings(
            ParameterXml.defaults(Settings.parameters(factory.getName()), specs), "model");
        settings.accept(saved);
        NodeModel model = NodeRepository.ofPlugins().create(factory.getName()).createNodeModel();
        model.addWarningListener(warning -> warnings.accept(Message.getSummaryFrom(warning)));
        invoke(model, "loadValidatedSettingsFrom", NodeSettingsRO.class, saved);
        invoke(model, "configure", PortObjectSpec[].class, (Object) specs);
        return (PortObject[]) invoke(model, "execute", PortObject[].class, inputs, ExecutionContext.class, context());
    }

    private static Object invoke(NodeModel model, String name, Object... typesAndArguments) throws Exception {
        List<Class<?>> types = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < typesAndArguments.length; i += 2) {
            types.add((Class<?>) typesAndArguments[i]);
            arguments.add(typesAndArguments[i + 1]);
        }
        Method method = model.getClass().getDeclaredMethod(name, types.toArray(Class[]::new));
        method.setAccessible(true);
        return method.invoke(model, arguments.toArray());
    }

    static List<DataRow> rows(PortObject table) {
        List<DataRow> rows = new ArrayList<>();
        ((BufferedDataTable) table).forEach(rows::add);
        return rows;
    }

    static DataCell cell(PortObject table, int row, String column) {
        return rows(table).get(row).getCell(((BufferedDataTable) table).getDataTableSpec().findColumnIndex(column));
    }
}
