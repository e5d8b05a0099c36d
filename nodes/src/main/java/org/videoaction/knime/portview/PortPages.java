package org.videoaction.knime.portview;

import java.util.List;
import org.knime.core.node.NodeLogger;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.node.port.PortViewFactory;
import org.knime.core.webui.node.port.PortViewManager;
import org.knime.core.webui.node.port.PortViewManager.PortViewDescriptor;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.view.ContactSheet;
import org.videoaction.knime.view.ModelCard;

/** Registers the pages of the plug-in's ports when the first of its classes is asked for, which is before any port is shown. */
public final class PortPages implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        try {
            register(ClipTablePortObject.class, "Contact sheet",
                clips -> new PortPage(ContactSheet.PAGE, () -> ContactSheet.of(clips)));
            register(VideoModelPortObject.class, "Model card",
                model -> new PortPage(ModelCard.PAGE, () -> ModelCard.of(model)));
        } catch (LinkageError e) {
            // a later KNIME may have changed its internal classes; without pages all nodes still work
            NodeLogger.getLogger(PortPages.class).info("Ports show no pages in this version of KNIME: " + e);
        }
    }

    /** By the class's name, as its initializer would ask for all types of ports while KNIME may still be collecting them. */
    private static <T extends PortObject> void register(Class<T> content, String label, PortViewFactory<T> factory) {
        PortViewManager.registerPortViews(content.getName(), List.of(new PortViewDescriptor(label, factory)), List.of(),
            List.of(0));
    }

    @Override
    public void stop(BundleContext context) {
        // KNIME has no way to take views of ports back
    }
}
