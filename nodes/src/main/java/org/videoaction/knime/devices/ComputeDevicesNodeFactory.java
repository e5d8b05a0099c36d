package org.videoaction.knime.devices;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.knime.NodeWork;
import org.videoaction.model.torch.ComputeDevice;
import org.videoaction.model.torch.ComputeDevices;
import org.videoaction.model.torch.SelfTest;

/** Lists what networks can be computed on here. */
public final class ComputeDevicesNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Compute Devices")
        .icon("compute-devices.png")
        .shortDescription("Lists what networks can be computed on here, and why other devices cannot be used.")
        .fullDescription("""
            Lists the CPU and the GPUs that libtorch can compute on, with their memory, and tries each with a small training.
            Where a GPU is not used the table says why and what to do. This extension brings libtorch for CPUs. For GPUs of
            NVIDIA, name the folder lib of a libtorch 2.7.1 for CUDA 12.8, or of the Python package torch of that version, in
            KNIME's preferences under Video Action Recognition. The variable PYTORCH_LIBRARY_PATH of the environment, or a
            line -DPYTORCH_LIBRARY_PATH=... in knime.ini, goes before them. The version that lies there is read before
            anything is loaded: another one is refused, because it would end KNIME.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports.addOutputTable("Devices", """
            A row a device: whether it can be used and why not, its name, memory and threads, the version of libtorch, and
            what the self-test found: the largest difference between its losses and the right ones, and the seconds.
            """))
        .model(model -> model.parametersClass(ComputeDevicesParameters.class)
            .configure(ComputeDevicesNodeFactory::configure)
            .execute(ComputeDevicesNodeFactory::execute))
        .nodeType(NodeType.Source)
        .keywords("GPU", "CUDA", "CPU", "libtorch", "PyTorch", "hardware", "self-test");

    public ComputeDevicesNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) {
        out.setOutSpec(0, spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ComputeDevicesParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<ComputeDevice> devices = NodeWork.run(exec, progress -> ComputeDevices.list(parameters.m_selfTest, progress));
        List<String> failed = devices.stream().filter(device -> device.test().filter(test -> !test.passed()).isPresent())
            .map(ComputeDevice::id).toList();
        if (!failed.isEmpty()) {
            out.setWarningMessage("The self-test failed on " + String.join(", ", failed)
                + ": do not use it before driver and libtorch are as they should be.");
        }
        out.setOutData(0, table(devices, exec));
    }

    private static BufferedDataTable table(final List<ComputeDevice> devices, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(spec());
        DataCell missing = DataType.getMissingCell();
        for (ComputeDevice device : devices) {
            SelfTest test = device.test().orElse(null);
            table.addRowToTable(new DefaultRow(device.id(), BooleanCell.get(device.isUsable()), text(device.problem()),
                text(device.name()), device.memory() < 0 ? missing : new LongCell(device.memory()),
                device.threads() == 0 ? missing : new IntCell(device.threads()), text(device.libtorch()),
                test == null ? missing : BooleanCell.get(test.passed()),
                test == null ? missing : new DoubleCell(test.difference()),
                test == null ? missing : new DoubleCell(test.seconds())));
        }
        table.close();
        return table.getTable();
    }

    private static DataCell text(final String value) {
        return value == null ? DataType.getMissingCell() : new StringCell(value);
    }

    private static DataTableSpec spec() {
        return new DataTableSpec(column("Usable", BooleanCell.TYPE), column("Reason", StringCell.TYPE),
            column("Name", StringCell.TYPE), column("Memory (bytes)", LongCell.TYPE), column("Threads", IntCell.TYPE),
            column("libtorch", StringCell.TYPE), column("Self-test passed", BooleanCell.TYPE),
            column("Largest difference", DoubleCell.TYPE), column("Self-test (s)", DoubleCell.TYPE));
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }
}
