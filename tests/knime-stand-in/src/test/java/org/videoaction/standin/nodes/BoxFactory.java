package org.videoaction.standin.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Puts a text into a file store. */
public final class BoxFactory extends DefaultNodeFactory {
    public BoxFactory() {
        super(DefaultNode.create().name("Box").icon("box.png").shortDescription("Packs.")
            .fullDescription("Packs a text.").sinceVersion(1, 0, 0)
            .ports(ports -> ports.addOutputPort("Box", "With a text.",
                PortTypeRegistry.getInstance().getPortType(BoxPortObject.class)))
            .model(model -> model.withoutParameters()
                .configure((input, output) -> output.setOutSpec(0, new BoxSpec("a box")))
                .execute(BoxFactory::execute)));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output) throws KNIMEException {
        try {
            FileStore folder = input.getExecutionContext().createFileStore("folder");
            Files.createDirectories(folder.getFile().toPath().resolve("inner"));
            Files.writeString(folder.getFile().toPath().resolve("inner/text.txt"), "hello");
            FileStore file = input.getExecutionContext().createFileStore("file");
            Files.writeString(file.getFile().toPath(), "world");
            output.setOutData(0, new BoxPortObject(new BoxSpec("a box"), List.of(folder, file)));
        } catch (IOException e) {
            throw new KNIMEException("The box cannot be packed: " + e.getMessage(), e);
        }
    }
}
