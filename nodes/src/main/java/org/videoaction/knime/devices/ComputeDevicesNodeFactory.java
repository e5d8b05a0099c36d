package org.videoaction.knime.devices;

import java.util.List;
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
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.model.torch.ComputeDevice;
import org.videoaction.model.torch.ComputeDevices;
import org.videoaction.model.torch.SelfTest;

/** Lists what networks can be computed on here. */
public final class ComputeDevicesNodeFactory extends DefaultNodeFactory {

    private static final Columns<ComputeDevice> COLUMNS = new Columns<ComputeDevice>()
        .with(Column.flag("Usable"), ComputeDevice::isUsable)
        .with(CommonColumns.REASON, ComputeDevice::problem)
        .with(Column.text("Name"), ComputeDevice::name)
        .with(Column.largeCount("Memory (bytes)"), device -> device.memory() < 0 ? null : device.memory())
        .with(Column.count("Threads"), device -> device.threads() == 0 ? null : device.threads())
        .with(Column.text("libtorch"), ComputeDevice::libtorch)
        .with(new Columns<SelfTest>()
            .with(Column.flag("Self-test passed"), SelfTest::passed)
            .with(Column.number("Largest difference"), SelfTest::difference)
            .with(Column.number("Self-test (s)"), SelfTest::seconds).of(device -> device.test().orElse(null)));

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
            One row per device: whether it can be used and why not, its name, memory and threads, the version of libtorch, and
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

    private static void configure(ConfigureInput in, ConfigureOutput out) {
        out.setOutSpec(0, COLUMNS.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ComputeDevicesParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<ComputeDevice> devices = NodeWork.run(exec, progress -> ComputeDevices.list(parameters.selfTest, progress));
        List<String> failed = devices.stream().filter(device -> device.test().filter(test -> !test.passed()).isPresent())
            .map(ComputeDevice::id).toList();
        if (!failed.isEmpty()) {
            out.setWarningMessage("The self-test failed on " + String.join(", ", failed)
                + ": do not use it before driver and libtorch are as they should be.");
        }
        out.setOutData(0, COLUMNS.table(devices, ComputeDevice::id, exec));
    }
}
