package org.videoaction.knime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.NodeRepository;
import org.videoaction.standin.ParameterXml;

/** Configures nodes as they are when they have just been put on the workbench, connected, and given the files they need. */
final class Workbench {

    private static final Classes CLASSES = Classes.of("left", "right");

    private Workbench() {
    }

    /** @return what the node says of its outputs */
    static PortObjectSpec[] configure(String factory, Consumer<Settings> changes, PortObjectSpec... inputs)
        throws Exception {
        Settings settings = Settings.of(factory, inputs);
        for (Setting setting : settings.all()) {
            if (setting.value() instanceof FileSelection) {
                setting.set(new FileSelection(new FSLocation(FSCategory.LOCAL, "/absent/file.zip")));
            }
        }
        changes.accept(settings);
        NodeModel model = model(factory);
        invoke(model.getClass(), model, "loadValidatedSettingsFrom", NodeSettingsRO.class,
            ParameterXml.toSettings(settings.root(), "model"));
        return (PortObjectSpec[]) invoke(model.getClass(), model, "configure", PortObjectSpec[].class, inputs);
    }

    /** What a node's inputs get from other nodes; tables have all columns that any node asks for. */
    static PortObjectSpec[] inputs(String factory) throws Exception {
        NodeModel model = model(factory);
        PortObjectSpec[] specs = new PortObjectSpec[(int) invoke(NodeModel.class, model, "getNrInPorts")];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = spec((PortType) invoke(NodeModel.class, model, "getInPortType", int.class, i),
                factory.contains("Detector"));
        }
        return specs;
    }

    private static NodeModel model(String factory) throws Exception {
        return NodeRepository.ofPlugins().create(factory).createNodeModel();
    }

    private static Object invoke(Class<?> type, NodeModel model, String name, Object... typeAndArgument) throws Exception {
        Method method = typeAndArgument.length == 0 ? type.getDeclaredMethod(name)
            : type.getDeclaredMethod(name, (Class<?>) typeAndArgument[0]);
        method.setAccessible(true);
        try {
            return typeAndArgument.length == 0 ? method.invoke(model) : method.invoke(model, typeAndArgument[1]);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static PortObjectSpec spec(PortType type, boolean detects) {
        if (type.equals(ClipTablePortObject.TYPE)) {
            return new ClipTablePortObjectSpec(new ClipSpec(3, 32, 224, 224, 2, 1, 1, CLASSES));
        }
        if (type.equals(VideoModelPortObject.TYPE)) {
            return new VideoModelPortObjectSpec("network", new VideoModel.Input(32, 224, 224, 2), CLASSES, detects);
        }
        Stream<DataColumnSpec> texts = Stream.of("Path", "Label", "Prediction", "Model")
            .map(name -> column(name, StringCell.TYPE));
        Stream<DataColumnSpec> numbers = Stream
            .of("Time (s)", "Start (s)", "End (s)", "Confidence", "X1", "Y1", "X2", "Y2", "Score", "P (Label=left)",
                "P (Label=right)", "Top-1",
                "GFLOPs per view", "Parameters (millions)")
            .map(name -> column(name, DoubleCell.TYPE));
        Stream<DataColumnSpec> others = Stream.of(column("Views", IntCell.TYPE),
            column("Labels", ListCell.getCollectionType(StringCell.TYPE)));
        return new DataTableSpec(Stream.of(texts, numbers, others).flatMap(columns -> columns)
            .toArray(DataColumnSpec[]::new));
    }

    private static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }
}
