package org.knime.node;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.data.DataService.DataServiceBuilder;
import org.knime.core.webui.data.InitialDataService.Serializer;
import org.knime.core.webui.page.Page.RequireFromFileOrString;
import org.knime.core.webui.page.Page;
import org.knime.node.parameters.NodeParameters;
import org.videoaction.standin.NodePage;

/** The declaration of a node's view. */
public final class DefaultView implements FluentNodeAPI {
    final Class<? extends NodeParameters> m_parameters;
    final String m_description;
    final Page m_page;
    private DefaultInitialData<?> m_initialData;
    private DefaultDataService m_dataService;

    private DefaultView(Class<? extends NodeParameters> parameters, String description, Page page) {
        m_parameters = parameters;
        m_description = description;
        m_page = page;
    }

    static RequireViewParameters create() {
        return parameters -> description -> page -> new DefaultView(parameters, description,
            page.apply(Page.create()));
    }

    /** What the view shows of a node that kept these objects when it was executed. */
    NodePage show(PortObject[] internal) throws IOException {
        return new NodePage(NodePage.html(m_page),
            m_initialData == null ? "null" : m_initialData.json(new InternalObjects(internal)));
    }

    private record InternalObjects(PortObject[] objects) implements ViewInput {
        @Override
        public <S extends NodeParameters> S getParameters() {
            return null;
        }

        @Override
        public PortObject[] getInternalPortObjects() {
            return objects;
        }
    }

    public <D> DefaultView initialData(Function<RequireInitialData, DefaultInitialData<D>> declaration) {
        m_initialData = declaration.apply(new RequireInitialData() {
            @Override
            public <E> DefaultInitialData<E> data(Function<ViewInput, E> data) {
                return new DefaultInitialData<>(data);
            }
        });
        return this;
    }

    public DefaultView dataService(Function<RequireDataService, DefaultDataService> declaration) {
        m_dataService = declaration.apply(new RequireDataService() {
            @Override
            public SingleHandlerDataService handler(Function<ViewInput, Object> handler) {
                return new SingleHandlerDataService(handler);
            }

            @Override
            public MultipleNamedHandlersDataService addHandler(String name, Function<ViewInput, Object> handler) {
                return new MultipleNamedHandlersDataService().addHandler(name, handler);
            }
        });
        return this;
    }

    /** What a view can see of its node. */
    public interface ViewInput {
        <S extends NodeParameters> S getParameters();

        PortObject[] getInternalPortObjects();

        default BufferedDataTable[] getInternalTables() {
            PortObject[] objects = getInternalPortObjects();
            return Arrays.copyOf(objects, objects.length, BufferedDataTable[].class);
        }
    }

    /** Step: the view's parameters. */
    public interface RequireViewParameters {
        RequireDescription parametersClass(Class<? extends NodeParameters> parameters);

        default RequireDescription withoutParameters() {
            return parametersClass(null);
        }
    }

    /** Step: what the view shows. */
    public interface RequireDescription {
        RequirePage description(String description);
    }

    /** Step: the view's page. */
    public interface RequirePage {
        DefaultView page(Function<RequireFromFileOrString, Page> page);
    }

    /** Step: the data that the page starts with. */
    public interface RequireInitialData {
        <D> DefaultInitialData<D> data(Function<ViewInput, D> data);
    }

    /** Step: what the page can ask for. */
    public interface RequireDataService extends AllowAddingNamedHandler {
        SingleHandlerDataService handler(Function<ViewInput, Object> handler);
    }

    /** Step: one of the things that the page can ask for. */
    public interface AllowAddingNamedHandler {
        MultipleNamedHandlersDataService addHandler(String name, Function<ViewInput, Object> handler);
    }

    abstract static class AbstractDataService<T extends DataServiceBuilder> implements DataServiceBuilder {
        protected Runnable m_deactivate;
        protected Runnable m_dispose;

        abstract T self();

        @Override
        public T onDeactivate(Runnable action) {
            m_deactivate = action;
            return self();
        }

        @Override
        public T onDispose(Runnable action) {
            m_dispose = action;
            return self();
        }
    }

    /** The data that a page starts with. */
    public static final class DefaultInitialData<D> extends AbstractDataService<DefaultInitialData<D>>
        implements FluentNodeAPI {
        final Function<ViewInput, D> m_data;
        private Serializer<D> m_serializer = String::valueOf;

        private DefaultInitialData(Function<ViewInput, D> data) {
            m_data = data;
        }

        @Override
        DefaultInitialData<D> self() {
            return this;
        }

        String json(ViewInput input) throws IOException {
            return m_serializer.serialize(m_data.apply(input));
        }

        public DefaultInitialData<D> serializer(Serializer<D> serializer) {
            m_serializer = serializer;
            return this;
        }
    }

    /** What a page can ask for. */
    public abstract static class DefaultDataService extends AbstractDataService<DefaultDataService>
        implements FluentNodeAPI {
        @Override
        DefaultDataService self() {
            return this;
        }
    }

    /** Answers one question. */
    public static final class SingleHandlerDataService extends DefaultDataService {
        final Function<ViewInput, Object> m_handler;

        private SingleHandlerDataService(Function<ViewInput, Object> handler) {
            m_handler = handler;
        }
    }

    /** Answers several questions. */
    public static final class MultipleNamedHandlersDataService extends DefaultDataService
        implements AllowAddingNamedHandler {
        private final Map<String, Function<ViewInput, Object>> m_handlers = new LinkedHashMap<>();

        private MultipleNamedHandlersDataService() {
        }

        @Override
        public MultipleNamedHandlersDataService addHandler(String name, Function<ViewInput, Object> handler) {
            m_handlers.put(name, handler);
            return this;
        }
    }
}
